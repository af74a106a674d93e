"""Model files as a stranger might craft them, and canaries that tell whether anything in them ran."""

from __future__ import annotations

import contextlib
import io
import json
import socket
import sys
import zipfile
from pathlib import Path
from typing import Any

import h5py

METADATA = json.dumps({"keras_version": "3.15.1", "date_saved": "2026-01-01@00:00:00"})
# what no file may make Python do; "open" is watched apart, because the file itself has to be opened
FORBIDDEN = (
    *("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"),
    *("subprocess.Popen", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.symlink", "os.putenv"),
    *("pickle.find_class", "marshal.loads", "import", "exec", "compile", "ctypes.dlopen"),
    *("shutil.unpack_archive", "shutil.move", "shutil.copytree"),
)
# what asking for the machine's memory reads
_MEMORY = ("/proc/meminfo", "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
_watched: list[tuple[str, str]] | None = None


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _watched is not None and (event == "open" or event in FORBIDDEN):
        _watched.append((event, str(arguments[0]) if arguments else ""))


sys.addaudithook(_hook)  # it stays for the life of the process, and sleeps unless somebody watches


@contextlib.contextmanager
def watching():
    """Collect what happens inside the block: every file opened, and every forbidden event."""
    global _watched
    _watched = events = []
    try:
        yield events
    finally:
        _watched = None


def strange(events: list[tuple[str, str]], path: Path) -> list[tuple[str, str]]:
    """What of it touched more than the crafted file itself and the loader's own temporary folder."""
    return [
        (event, name)
        for event, name in events
        if event != "open" or not (name.endswith(str(path)) or "ann_model_" in name or name in _MEMORY)
    ]


class Canary:
    """A file that must never appear, a secret that must never be read, a port that nobody may call."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "canary.txt"
        self.secret = folder / "secret.txt"
        self.secret.write_text("root\nadmin\n")
        self.server = socket.socket()
        self.server.bind(("127.0.0.1", 0))
        self.server.listen()
        self.server.setblocking(False)
        self.url = f"http://127.0.0.1:{self.server.getsockname()[1]}/model"

    def called(self) -> bool:
        try:
            self.server.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def sang(self) -> bool:
        return self.file.exists() or self.called()


def layer(
    kind: str, config: dict[str, Any], module: str | None = "keras.layers", **more: Any
) -> dict[str, Any]:
    return {"module": module, "class_name": kind, "config": config, "registered_name": None, **more}


def function(name: str, module: str) -> dict[str, Any]:
    return {"module": module, "class_name": "function", "config": name, "registered_name": "function"}


def sequential(*layers: dict[str, Any], inputs: tuple[int, ...] = (4,), **more: Any) -> dict[str, Any]:
    first = layer("InputLayer", {"batch_shape": [None, *inputs], "dtype": "float32", "name": "first"})
    return layer("Sequential", {"name": "crafted", "layers": [first, *layers]}, "keras", **more)


def calling(target: dict[str, Any], inputs: Any, **arguments: Any) -> dict[str, Any]:
    """A functional model whose Lambda layer calls ``target(inputs, **arguments)`` while it is built."""
    call = layer("Lambda", {"name": "call", "function": target, "arguments": arguments}, name="call")
    call["inbound_nodes"] = [{"args": [], "kwargs": {"inputs": inputs}}]
    first = layer("InputLayer", {"batch_shape": [None, 4], "name": "first"}, name="first", inbound_nodes=[])
    config = {
        "name": "crafted",
        "layers": [first, call],
        "input_layers": [["first", 0, 0]],
        "output_layers": [["first", 0, 0]],
    }
    return layer("Functional", config, "keras.src.models.functional")


def empty_weights() -> bytes:
    memory = io.BytesIO()
    with h5py.File(memory, "w") as file:
        file.create_group("layers")
        file.create_group("vars")
    return memory.getvalue()


def craft(
    path: Path,
    config: Any,
    weights: bytes | None = None,
    extras: dict[str, bytes] | None = None,
    **zip_more: Any,
) -> Path:
    """Write a ``.keras`` file with any config, any weights, and whatever else."""
    text = config if isinstance(config, str | bytes) else json.dumps(config)
    with zipfile.ZipFile(path, "w", **zip_more) as archive:
        archive.writestr("metadata.json", METADATA)
        archive.writestr("config.json", text)
        archive.writestr("model.weights.h5", empty_weights() if weights is None else weights)
        for name, content in (extras or {}).items():
            archive.writestr(name, content)
    return path


def config_of(path: Path) -> dict[str, Any]:
    """The config that stands in a ``.keras`` file."""
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("config.json"))
