"""The folder that holds everything of one installation, and its generations (ARCHITECTURE: Workspace)."""

from plangraph.workspace.follower import Follower, Following
from plangraph.workspace.generations import Draft, Generation, draft_generation, open_generation
from plangraph.workspace.layout import Workspace
from plangraph.workspace.manifest import EncoderRecord, FileRecord, Manifest

__all__ = [
    "Draft",
    "EncoderRecord",
    "FileRecord",
    "Follower",
    "Following",
    "Generation",
    "Manifest",
    "Workspace",
    "draft_generation",
    "open_generation",
]
