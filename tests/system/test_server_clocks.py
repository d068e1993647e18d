from app.system.server_clocks import ServerClocks


def test_one_wrong_server_says_nothing_about_our_clock() -> None:
    clocks = ServerClocks()
    assert clocks.ahead_s is None
    clocks.tell("a", 900.0)
    assert clocks.ahead_s == 900.0
    clocks.tell("b", -2.0)
    assert clocks.ahead_s == -2.0
    clocks.tell("b", 905.0)
    assert clocks.ahead_s == 900.0
