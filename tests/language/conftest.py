"""Every test begins with the English interface."""

from collections.abc import Iterator

import pytest

from cockpit.language import use


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use("en")
    yield
    use("en")
