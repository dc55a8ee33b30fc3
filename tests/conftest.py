"""What every test shares: one Hypothesis profile, so that a run proves the same thing on every machine."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "writethru",
    derandomize=True,
    deadline=None,
    max_examples=60,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("writethru")
