"""`szpalta task`: what somebody does by a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli import values

if TYPE_CHECKING:
    from app.cli.context import Run
    from app.cli.parser import Commands
    from app.domain.workspace import Task


def register(commands: Commands) -> None:
    t = commands.words.t
    family = commands.family("task", t("tasks: what somebody does by a day"))
    add = family.add("add", t("add a task"), add_task)
    add.add_argument("title", metavar="TITLE")
    add.add_argument("--brief", default="", metavar="TEXT")
    add.add_argument("--for", dest="assignee", metavar="MEMBER", help=t("who does it"))
    add.add_argument("--due", metavar="DAY")
    add.add_argument("--post", metavar="POST", help=t("the post it belongs to"))
    add.add_argument("--brand", metavar="BRAND")
    listed = family.add("list", t("list the tasks that are not done"), list_tasks)
    listed.add_argument("--all", action="store_true", help=t("with those that are done"))
    listed.add_argument("--mine", action="store_true", help=t("only those of the acting member"))
    done = family.add("done", t("mark a task as done"), finish_task)
    done.add_argument("task", metavar="TASK")


def add_task(run: Run) -> None:
    from app.services.tasks import NewTask

    options = run.options
    assignee = None
    if options.assignee:
        assignee = run.pick(run.app.members.members(), options.assignee, lambda row: (row.email, row.name)).id
    new = NewTask(
        title=options.title,
        brief=options.brief,
        brand_id=run.brand(options.brand).id if options.brand else None,
        post_id=values.number(run, options.post) if options.post else None,
        assignee_id=assignee,
        due_on=values.optional_day(run, options.due),
    )
    task = run.app.tasks.add(run.actor, new)
    sentence = run.words.t("Task {id} added: {title}.", id=task.id, title=task.title)
    run.show(record(task), lambda: run.out.line(sentence))


def list_tasks(run: Run) -> None:
    options = run.options
    tasks = run.app.tasks
    wanted = tasks.mine if options.mine else tasks.tasks
    rows = wanted(run.actor, open_only=not options.all)
    names = {member.id: member.name for member in run.app.members.members()}
    t = run.words.t

    def tell() -> None:
        if not rows:
            run.out.line(t("There are no such tasks."))
            return
        run.out.table(
            (t("No."), t("Due"), t("Person"), t("Task"), t("Done")),
            [
                (
                    str(row.id),
                    run.day(row.due_on),
                    names.get(row.assignee_id or 0, "–"),
                    row.title,
                    run.moment(row.done_at) if row.done_at else "",
                )
                for row in rows
            ],
            right=(0,),
        )

    run.show([record(row) for row in rows], tell)


def finish_task(run: Run) -> None:
    task = run.app.tasks.done(run.actor, values.number(run, run.options.task))
    sentence = run.words.t("Task {id} is done: {title}.", id=task.id, title=task.title)
    run.show(record(task), lambda: run.out.line(sentence))


def record(task: Task) -> dict[str, object]:
    return {
        "id": task.id,
        "brand_id": task.brand_id,
        "post_id": task.post_id,
        "title": task.title,
        "brief": task.brief,
        "assignee_id": task.assignee_id,
        "due_on": task.due_on,
        "created_by": task.created_by,
        "created_at": task.created_at,
        "done_at": task.done_at,
        "done_by": task.done_by,
    }
