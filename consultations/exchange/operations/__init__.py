from consultations.exchange.operations.amendments import import_amendments
from consultations.exchange.operations.decidim import import_decidim
from consultations.exchange.operations.pabulib import import_pabulib
from consultations.exchange.operations.polis import import_polis
from consultations.exchange.operations.proposals import FORMATS, import_proposals

__all__ = ["FORMATS", "import_amendments", "import_decidim", "import_pabulib", "import_polis", "import_proposals"]
