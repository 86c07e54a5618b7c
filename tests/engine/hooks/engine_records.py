"""Documents as records, and as the lines of a file."""

import json

RECORDS = [
    {
        "source_id": f"paper-{n}",
        "title": f"奉化区{2018 + n}年报",
        "publisher": "奉化日报",
        "published": f"{2019 + n}-03-01",
        "area": "330213",
        "text": f"{2018 + n}年末全区床位{3000 + n}张。",
    }
    for n in range(5)
]
LINES = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS).encode()


def write_papers(folder):
    """The same documents as files."""
    for record in RECORDS:
        head = "".join(f'{k}: "{v}"\n' for k, v in record.items() if k not in ("source_id", "text"))
        path = folder / f"{record['source_id']}.md"
        path.write_text(f"---\n{head}---\n\n{record['text']}", encoding="utf-8")
    return folder
