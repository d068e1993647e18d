"""Everything Qt. What is imported from here on is imported plainly, the window's first frame too."""

from app.ui.plain_import import import_plainly

import_plainly()
