from app.domain.threads import thread_parts


def test_a_line_of_three_dashes_begins_the_next_part():
    assert thread_parts("Pierwsza\n---\nDruga\n\n  ---  \nTrzecia") == ("Pierwsza", "Druga", "Trzecia")


def test_dashes_within_a_line_or_longer_ones_do_not():
    assert thread_parts("a --- b\n----\nc") == ("a --- b\n----\nc",)


def test_lines_of_windows_break_as_well_and_empty_parts_are_left_out():
    assert thread_parts("a\r\n---\r\n---\r\nb\r\n---") == ("a", "b")


def test_an_empty_text_is_one_empty_part():
    assert thread_parts(" \n---\n") == ("",)
