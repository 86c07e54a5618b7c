"""Statistics of a county indicator report, for single figures, arrays and whole columns.

>>> from indicators import statistics as st
>>> [round(x, 1) for x in st.proportion(65, 100, multiplier=100)]
[65.0, 55.3, 73.6]
"""

from indicators.statistics import grouped
from indicators.statistics.benchmarks import compare_at_two_levels, compare_with_benchmark
from indicators.statistics.control_charts import assurance, xmr_chart, xmr_limits
from indicators.statistics.direct import directly_standardised_rate, repeated_events_rate
from indicators.statistics.funnels import (
    expected_funnel,
    proportion_funnel,
    proportion_significance,
    rate_funnel,
    rate_significance,
    ratio_funnel,
    ratio_significance,
)
from indicators.statistics.indirect import (
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
)
from indicators.statistics.inequality import slope_index
from indicators.statistics.life_tables import life_expectancy
from indicators.statistics.means import mean
from indicators.statistics.proportions import proportion
from indicators.statistics.quantiles import quantile_groups
from indicators.statistics.rates import byar_limits, count_limits, poisson_limits, rate
from indicators.statistics.recent_trends import (
    recent_trend,
    recent_trend_of_proportion,
    with_judgement,
)
from indicators.statistics.regression import ols, ols_band
from indicators.statistics.seasonal_trend_tests import seasonal_mann_kendall
from indicators.statistics.sen_slopes import seasonal_sen_slope, theil_sen
from indicators.statistics.serial_trend_tests import (
    hamed_rao,
    pre_whitened,
    trend_free_pre_whitened,
    yue_wang,
)
from indicators.statistics.trend_tests import mann_kendall

__all__ = [
    "proportion", "rate", "count_limits", "byar_limits", "poisson_limits", "mean",
    "directly_standardised_rate", "repeated_events_rate",
    "indirectly_standardised_rate", "indirectly_standardised_ratio",
    "quantile_groups", "slope_index", "life_expectancy",
    "proportion_funnel", "rate_funnel", "ratio_funnel", "expected_funnel",
    "proportion_significance", "rate_significance", "ratio_significance",
    "xmr_limits", "xmr_chart", "assurance",
    "compare_with_benchmark", "compare_at_two_levels",
    "recent_trend", "recent_trend_of_proportion", "with_judgement",
    "ols", "ols_band", "theil_sen", "seasonal_sen_slope",
    "mann_kendall", "hamed_rao", "yue_wang", "pre_whitened", "trend_free_pre_whitened",
    "seasonal_mann_kendall", "grouped",
]  # fmt: skip
