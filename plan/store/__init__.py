"""The store of plans on SQLAlchemy; it must not know of any page or conversation engine."""
