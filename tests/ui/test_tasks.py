from __future__ import annotations

import gc
import logging
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import app.ui.tasks
from app.ui.tasks import Cancelled, JobState, Progress, TaskRunner


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[TaskRunner]:
    made = TaskRunner(qapp)
    yield made
    made.close()
    made.deleteLater()


def test_work_runs_elsewhere_and_its_answer_comes_back_to_the_main_thread(runner: TaskRunner, qtbot: QtBot) -> None:
    owner, found = QObject(), []
    runner.run(owner, lambda report: threading.current_thread().name, lambda name: found.append((name, _here())))
    qtbot.waitUntil(lambda: found != [])
    name, thread = found[0]
    assert name.startswith("szpalta-task")
    assert thread is threading.main_thread()


def _here() -> threading.Thread:
    assert QThread.currentThread() is QApplication.instance().thread()  # type: ignore[union-attr]
    return threading.current_thread()


def test_a_failure_reaches_the_one_who_asked(runner: TaskRunner, qtbot: QtBot) -> None:
    def work(report: Progress) -> None:
        raise ValueError("no")

    owner, failed, done = QObject(), [], []
    runner.run(owner, work, done.append, failed.append)
    qtbot.waitUntil(lambda: failed != [])
    assert isinstance(failed[0], ValueError)
    assert done == []


def test_a_failure_nobody_takes_is_logged_and_shown(
    runner: TaskRunner, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def work(report: Progress) -> None:
        raise ValueError("lost")

    seen: list[BaseException] = []
    runner.unexpected.connect(seen.append)
    owner = QObject()
    with caplog.at_level(logging.ERROR):
        runner.run(owner, work)
        qtbot.waitUntil(lambda: seen != [])
    assert str(seen[0]) == "lost"
    assert "lost" in caplog.text


def test_progress_arrives_in_order_and_before_the_answer(runner: TaskRunner, qtbot: QtBot) -> None:
    def work(report: Progress) -> str:
        report(0.25, "first")
        report(None, "second")
        return "done"

    owner, told = QObject(), []
    runner.run(owner, work, told.append, progress=lambda share, note: told.append((share, note)))
    qtbot.waitUntil(lambda: "done" in told)
    assert told == [(0.25, "first"), (None, "second"), "done"]


def test_stopping_ends_work_at_its_next_report_and_is_told_then(runner: TaskRunner, qtbot: QtBot) -> None:
    started, go_on, stopped, heard = threading.Event(), threading.Event(), [], []

    def work(report: Progress) -> str:
        started.set()
        go_on.wait(10)
        try:
            report(0.5)
        except Cancelled:
            stopped.append(True)
            raise
        return "too late"

    owner, told = QObject(), []
    handle = runner.run(
        owner, work, told.append, told.append, title="Long work", stopped=lambda: heard.append(list(stopped))
    )
    assert started.wait(10)
    handle.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: runner.is_idle)
    assert stopped == [True]
    assert heard == [[True]]
    assert told == []
    assert [job.state for job in runner.jobs] == [JobState.CANCELLED]


@pytest.mark.parametrize("fails", [False, True])
def test_a_job_that_ends_before_it_can_be_stopped_tells_how(runner: TaskRunner, qtbot: QtBot, fails: bool) -> None:
    started, go_on = threading.Event(), threading.Event()

    def work(report: Progress) -> str:
        started.set()
        go_on.wait(10)
        if fails:
            raise ValueError("no")
        return "written"

    owner, done, failed, stopped = QObject(), [], [], []
    handle = runner.run(
        owner, work, done.append, failed.append, title="Short work", stopped=lambda: stopped.append(True)
    )
    assert started.wait(10)
    handle.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: runner.is_idle)
    assert (done, len(failed), stopped) == (([], 1, []) if fails else (["written"], 0, []))
    assert [job.state for job in runner.jobs] == [JobState.FAILED if fails else JobState.DONE]


def test_the_answer_of_a_reading_nobody_waits_for_is_dropped(runner: TaskRunner, qtbot: QtBot) -> None:
    started, go_on, told = threading.Event(), threading.Event(), []

    def work(report: Progress) -> str:
        started.set()
        go_on.wait(10)
        return "too late"

    owner = QObject()
    handle = runner.run(owner, work, told.append, told.append)
    qtbot.waitUntil(started.is_set)
    handle.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: runner.is_idle)
    assert told == []


def test_the_answer_is_dropped_when_its_owner_is_gone(runner: TaskRunner, qtbot: QtBot) -> None:
    go_on, told = threading.Event(), []
    owner = QObject()
    runner.run(owner, lambda report: go_on.wait(10), told.append)
    owner.deleteLater()
    qtbot.waitUntil(lambda: not _alive(owner))
    go_on.set()
    qtbot.waitUntil(lambda: runner.is_idle)
    assert told == []


def _alive(owner: QObject) -> bool:
    import shiboken6

    return bool(shiboken6.isValid(owner))


def test_it_is_idle_only_once_an_answer_can_be_seen(runner: TaskRunner, qtbot: QtBot) -> None:
    """Qt shows what joins a visible layout a turn of the event loop later."""
    page = QWidget()
    column = QVBoxLayout(page)
    qtbot.addWidget(page)
    page.show()
    label = QLabel("answer")
    runner.run(page, lambda report: None, lambda _: column.addWidget(label))
    while not runner.is_idle:
        QApplication.processEvents()
    assert label.isVisible()
    assert page.rect().contains(label.geometry())


def test_titled_work_stands_on_the_list_with_its_ending(runner: TaskRunner, qtbot: QtBot) -> None:
    def fail(report: Progress) -> None:
        raise ValueError("no")

    owner = QObject()
    runner.run(owner, lambda report: 1, title="Works")
    runner.run(owner, fail, failed=lambda error: None, title="Fails")
    runner.run(owner, lambda report: 2)
    assert [job.title for job in runner.running] == ["Works", "Fails"]
    qtbot.waitUntil(lambda: runner.is_idle)
    assert {job.title: job.state for job in runner.jobs} == {"Works": JobState.DONE, "Fails": JobState.FAILED}
    assert runner.running == []


def test_closing_waits_for_threads_and_delivers_nothing(qapp: QApplication, qtbot: QtBot) -> None:
    runner, owner, told = TaskRunner(), QObject(), []
    runner.run(owner, lambda report: 1, told.append)
    runner.close()
    qapp.processEvents()
    assert told == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("szpalta-task")]


def test_a_finished_task_holds_nothing_alive(runner: TaskRunner, qtbot: QtBot) -> None:
    class Answer:
        pass

    owner, answers = QObject(), []
    runner.run(owner, lambda report: Answer(), lambda answer: answers.append(weakref.ref(answer)))
    qtbot.waitUntil(lambda: answers != [])
    qtbot.waitUntil(lambda: _collected(answers[0]))


def _collected(answer: weakref.ref[object]) -> bool:
    gc.collect()
    return answer() is None


def test_readings_take_turns_unless_one_takes_long(
    runner: TaskRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.ui.tasks, "PATIENCE", 60)
    owner, told, at_work, together = QObject(), [], [], []

    def work(report: Progress) -> None:
        at_work.append(1)
        together.append(len(at_work))
        at_work.pop()

    for number in range(20):
        runner.run(owner, work, lambda nothing, number=number: told.append(number))
    assert together == []  # they begin once this turn is over
    qtbot.waitUntil(lambda: len(told) == 20)
    assert together == [1] * 20

    monkeypatch.setattr(app.ui.tasks, "PATIENCE", 0.01)
    go_on = threading.Event()
    runner.run(owner, lambda report: go_on.wait(30), told.append)
    runner.run(owner, lambda report: "quick", told.append)
    qtbot.waitUntil(lambda: told[-1] == "quick")
    go_on.set()
    qtbot.waitUntil(lambda: told[-1] is True)
