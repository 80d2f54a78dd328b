"""How low a start can be: the low end of the range for cancer pain beside a smaller one."""

from evidence import load
from evidence.units import H_PER_DAY


def low_end_mg_per_day(weight_kg: float) -> float:
    """The low end of the range for cancer pain (limit infusion_cancer_pain) in mg/24 h.

    Raises ValueError for a weight that is not above 0 kg.
    """
    if not weight_kg > 0:
        raise ValueError(f"weight must be above 0 kg, got {weight_kg}")
    return round(load().limits["infusion_cancer_pain"].least * weight_kg * H_PER_DAY, 9)


def guideline_start_mg_per_24_h() -> tuple[float, float, float]:
    """What a UK local guideline starts with under the skin, in mg/24 h: usual low, high, frail.

    Fact F-I08.
    """
    found = {each.name: each for each in load().facts["F-I08"].quantities}
    usual = found["usual start"]
    return usual.least, usual.most, found["start in the frail"].amount
