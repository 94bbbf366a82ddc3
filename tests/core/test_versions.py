"""Stale forms."""

from types import SimpleNamespace

import pytest

from core.versions import StaleVersion, require_version


@pytest.mark.parametrize("version", [3, None])
def test_the_present_version_or_none_passes(version):
    require_version(SimpleNamespace(version=3), version)


@pytest.mark.parametrize("version", [2, 4, 0])
def test_any_other_version_is_stale(version):
    with pytest.raises(StaleVersion, match="Có người vừa sửa"):
        require_version(SimpleNamespace(version=3), version)
