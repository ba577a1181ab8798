"""Settings of the portal: what is always so, then what the environment decides."""

from config.settings.base import *
from config.settings.queue import *
from config.settings.services import *
