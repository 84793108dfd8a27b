"""The store of plans on SQLAlchemy; it must not know of any page or conversation engine."""

# So that the MetaData holds every table, whichever module is imported first.
from plan.store import rehearsal_tables as rehearsal_tables
