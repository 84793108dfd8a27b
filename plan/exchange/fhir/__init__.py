"""The plan as a FHIR R4 Bundle (4.0.1), and back; docs/fhir.md says what becomes what."""

from plan.exchange.fhir.reading import is_bundle, values_of
from plan.exchange.fhir.writing import bundle_of

__all__ = ["bundle_of", "is_bundle", "values_of"]
