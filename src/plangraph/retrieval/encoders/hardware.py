"""What the processor multiplies fast."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import torch

__all__ = ["has_bfloat16"]

# Names of the flags in /proc/cpuinfo and in torch; without one of them bfloat16 is emulated and slower than float32.
_FLAGS: Final = frozenset({"amx_bf16", "avx512_bf16"})


def has_bfloat16(cpuinfo: Path = Path("/proc/cpuinfo")) -> bool:
    """Whether the processor multiplies bfloat16 matrices in hardware: Intel AMX or AVX-512 BF16."""
    try:
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:  # not Linux: ask torch, whose versions before 2.10 do not say
        capabilities: dict[str, object] = getattr(torch.cpu, "get_capabilities", dict)()
        return any(capabilities.get(flag) for flag in _FLAGS)
    return any(_FLAGS & set(line.split()) for line in lines if line.startswith("flags"))
