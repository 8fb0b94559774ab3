"""Builds the foreign clients of ../peers into the build directory, each once a run."""
import os
import pathlib
import subprocess
import sys

import apache

from harness import PEERS

# What kafka-go asks for in peers/go/go.mod; a newer go on PATH is used as it is.
GO_WANTED = (1, 23)
GO_TOOLCHAIN = "golang.org/toolchain@v0.0.1-go1.23.12"


def run(*words, **keywords):
    """A build step: its output is shown only when it fails."""
    done = subprocess.run(list(map(str, words)), stdin=subprocess.DEVNULL, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **keywords)
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, words))} failed:\n{done.stdout}")
    return done.stdout


def librdkafka(directory):
    program = directory / "librdkafka-peer"
    run("c++", "-std=c++20", "-O1", "-Wall", "-Wextra", "-o", program,
        PEERS / "cpp" / "librdkafka.cpp", "-lrdkafka")
    return [program]


def python(script):
    return [sys.executable, PEERS / "python" / script]


def java(directory, version):
    """The command of a machine that stays and runs our Java programs and Kafka's tools of that version."""
    classes = directory / f"java-{version}"
    classes.mkdir(exist_ok=True)
    run("javac", "-encoding", "UTF-8", "-d", classes, "-cp", f"{apache.jars(version)}/*",
        *(PEERS / "java").glob("*.java"))
    return apache.java(version, "Resident", classes=[classes])


def go_command():
    """A go that is new enough: the one on PATH, or the toolchain that is published as a module."""
    environment = dict(os.environ, GOFLAGS="-mod=readonly")
    words = run("go", "version").split()[2].removeprefix("go").split(".")
    if tuple(int(word) for word in words[:2]) >= GO_WANTED:
        return "go", environment
    system, machine, modules = run("go", "env", "GOOS", "GOARCH", "GOMODCACHE").split()
    toolchain = f"{GO_TOOLCHAIN}.{system}-{machine}"
    run("go", "mod", "download", toolchain, cwd="/")
    root = pathlib.Path(modules, toolchain)
    # A go that does not know of toolchains unpacks them as it does any module: not executable.
    for program in [*root.glob("bin/*"), *root.glob("pkg/tool/*/*")]:
        program.chmod(0o555)
    return root / "bin" / "go", dict(environment, GOROOT=str(root), GOTOOLCHAIN="local")


def go_program(directory, name, sources):
    program = directory / name
    go, environment = go_command()
    run(go, "build", "-o", program, ".", cwd=PEERS / sources, env=environment)
    return [program]


def kafka_go(directory):
    return go_program(directory, "kafka-go-peer", "go")


def go_member(directory, library):
    """Of a library that is a member of groups and nothing else here."""
    return [*go_program(directory, f"{library}-member", "go_members"), library]
