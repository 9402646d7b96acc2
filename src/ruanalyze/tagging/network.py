"""Opens a shipped ONNX network; ONNX Runtime is imported only then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["open_network"]


def open_network(path: Path, threads: int = 1) -> Any:
    """The `onnxruntime.InferenceSession` of a file, on the CPU.

    Threads that have nothing to do sleep: they would otherwise spin on the cores of the other workers. Only errors are
    logged.
    """
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
