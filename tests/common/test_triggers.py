"""The wording of a trigger for each database."""

from common.triggers import Trigger

TRIGGER = Trigger(
    name="pier_number",
    table="harbour_pier",
    on=("INSERT", "UPDATE"),
    refuse_when="NEW.number < 1",
)


def words(statements: list[str]) -> list[str]:
    return [" ".join(statement.split()) for statement in statements]


def test_sqlite_gets_one_trigger_for_each_event_and_can_be_told_again() -> None:
    assert words(TRIGGER.install_sql("sqlite")) == [
        "DROP TRIGGER IF EXISTS pier_number_insert",
        "DROP TRIGGER IF EXISTS pier_number_update",
        *(
            f"CREATE TRIGGER pier_number_{event.lower()} BEFORE {event} ON harbour_pier "
            "FOR EACH ROW WHEN NEW.number < 1 BEGIN SELECT RAISE(ABORT, 'pier_number'); END"
            for event in ("INSERT", "UPDATE")
        ),
    ]


def test_postgresql_gets_a_function_and_one_trigger_and_can_be_told_again() -> None:
    function, trigger = words(TRIGGER.install_sql("postgresql"))

    assert function == (
        "CREATE OR REPLACE FUNCTION pier_number() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN IF NEW.number < 1 THEN RAISE EXCEPTION 'pier_number' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        "RETURN coalesce(NEW, OLD); END $$"
    )
    assert trigger == (
        "CREATE OR REPLACE TRIGGER pier_number BEFORE INSERT OR UPDATE ON harbour_pier "
        "FOR EACH ROW EXECUTE FUNCTION pier_number()"
    )


def test_remove_names_each_trigger_of_sqlite() -> None:
    assert TRIGGER.remove_sql() == [
        "DROP TRIGGER IF EXISTS pier_number_insert",
        "DROP TRIGGER IF EXISTS pier_number_update",
    ]
