from app.connectors.registry import connector_key
from app.domain.networks import Connection, Network


def test_practice_serves_every_network():
    assert {connector_key(Connection.PRACTICE, network) for network in Network} == {"practice"}


def test_files_only_have_no_connector():
    assert connector_key(Connection.NONE, Network.FACEBOOK) is None


def test_a_person_publishes_to_every_network():
    assert {connector_key(Connection.BY_HAND, network) for network in Network} == {"by_hand"}


def test_a_network_that_is_not_built_has_no_connector():
    assert connector_key(Connection.API, Network.TIKTOK) is None
