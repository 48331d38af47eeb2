"""Disks that can be filled, torn out and made to fail; where this machine cannot give one, its tests are skipped."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

Mount = Callable[[str], Path]


class FailingDisk(Protocol):
    """call: fsync, pread or pwrite; flag: while this file exists; microseconds: what it takes, unless it fails."""

    def __call__(self, call: str, flag: Path, microseconds: int | None = None) -> dict[str, str]: ...


SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>
/* While the file FAULT_FLAG exists, every call of the kind that FAULT_CALL names fails, or takes FAULT_MICROSECONDS. */
static int failing(const char *call) {
    const char *wanted = getenv("FAULT_CALL"), *flag = getenv("FAULT_FLAG");
    const char *a = wanted, *b = call;
    while (a && *a && *a == *b) { a++; b++; }
    if (!a || *a || *b || !flag || access(flag, F_OK)) return 0;
    if (!getenv("FAULT_MICROSECONDS")) return 1;
    usleep(atoi(getenv("FAULT_MICROSECONDS")));
    return 0;
}
int fsync(int fd) {
    if (failing("fsync")) { errno = EIO; return -1; }
    return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd);
}
int fdatasync(int fd) {
    if (failing("fsync")) { errno = EIO; return -1; }
    return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd);
}
ssize_t pread64(int fd, void *bytes, size_t count, off64_t at) {
    if (failing("pread")) { errno = EIO; return -1; }
    return ((ssize_t (*)(int, void *, size_t, off64_t))dlsym(RTLD_NEXT, "pread64"))(fd, bytes, count, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    if (failing("pwrite")) { errno = EIO; return -1; }
    return ((ssize_t (*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64"))(fd, bytes, count, at);
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    if (failing("pwrite")) { errno = EIO; return -1; }
    return ((ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite"))(fd, bytes, count, at);
}
"""


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Mounts a small disk of its own."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a disk needs root on Linux")
    mounted: list[Path] = []

    def make(size: str) -> Path:
        folder = tmp_path / f"disk {len(mounted)}"
        folder.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip(f"this machine mounts no disk: {done.stderr.decode().strip()}")
        mounted.append(folder)
        return folder

    yield make
    for folder in mounted:
        subprocess.run(["umount", "-l", folder], capture_output=True, check=False)


@pytest.fixture(scope="session")
def failing(tmp_path_factory: pytest.TempPathFactory) -> FailingDisk:
    """The environment of a process whose disk fails on a call, or takes so long, while a file exists."""
    compiler = shutil.which("cc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("the failing disk needs Linux and a C compiler")
    folder = tmp_path_factory.mktemp("shim")
    (folder / "shim.c").write_text(SHIM, encoding="utf-8")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", folder / "shim.so", folder / "shim.c", "-ldl"], check=True)

    def environment(call: str, flag: Path, microseconds: int | None = None) -> dict[str, str]:
        slow = {} if microseconds is None else {"FAULT_MICROSECONDS": str(microseconds)}
        return {
            **os.environ,
            "LD_PRELOAD": str(folder / "shim.so"),
            "FAULT_CALL": call,
            "FAULT_FLAG": str(flag),
            **slow,
        }

    return environment
