"""Machines are noisy: no test fails because it took long; speed is measured in `benchmarks/`."""

from hypothesis import HealthCheck, settings

settings.register_profile("cockpit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("cockpit")
