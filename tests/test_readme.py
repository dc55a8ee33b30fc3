"""The README shows what people will see."""

from tests.tools.readme import README, drawn


def test_the_alert_in_the_readme_is_what_the_service_says() -> None:
    """Drawing the alert anew leaves the README as it is; otherwise run `make readme` and look at what changed."""
    readme = README.read_text(encoding="utf-8")
    assert drawn(readme) == readme
    assert "Rank" in readme
