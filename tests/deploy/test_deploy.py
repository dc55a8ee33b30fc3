"""The papers for running it elsewhere say what they promise: no root, nothing writable but one volume, every hash checked."""

import configparser
import fnmatch
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.settings import HEALTH_LISTEN, Settings, load
from service.tomlfile import SettingsError
from tests.tools.containerfile import Instruction, instructions, stages

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
STATE = "/var/lib/writethru"


def containerfile() -> list[list[Instruction]]:
    return stages(instructions((DEPLOY / "Containerfile").read_text(encoding="utf-8")))


def last(word: str) -> Instruction:
    """The last instruction of this name in the stage that is run."""
    return [one for one in containerfile()[-1] if one.word == word][-1]


def environment() -> dict[str, str]:
    return last("ENV").pairs()


def workload() -> tuple[dict[str, Any], dict[str, Any]]:
    """The pod of the deployment and its one container."""
    documents = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")))
    (deployment,) = [document for document in documents if document["kind"] == "Deployment"]
    pod = deployment["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    return pod, container


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]["writethru"]
    return found


def unit() -> configparser.SectionProxy:
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # typeshed knows no way to keep a key's case
    parser.read_string((DEPLOY / "writethru.service").read_text(encoding="utf-8"))
    return parser["Service"]


def test_the_image_has_two_stages_and_the_second_builds_nothing() -> None:
    """What compiles and downloads stays in the first."""
    build, final = containerfile()
    assert build[0].rest.endswith(" AS build")
    assert not any(tool in one.rest for one in final if one.word == "RUN" for tool in ("pip", "apt", "curl"))


def test_every_package_of_the_image_is_checked_against_its_hash() -> None:
    """H06: the lock is installed with ``--require-hashes``; the wheel asks no index for anything."""
    installs = [
        line
        for stage in containerfile()
        for one in stage
        if one.word == "RUN"
        for line in one.rest.split("&&")
        if "pip install" in line
    ]
    asked = [("--require-hashes" in line, "--no-index" in line) for line in installs]
    assert asked == [(True, False), (True, False), (False, True)]


def test_what_the_image_copies_is_there_and_is_let_through() -> None:
    """Each COPY names something of the project that ``.dockerignore`` does not hold back."""
    allowed = [line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line.startswith("!")]
    copied = [word for one in containerfile()[0] if one.word == "COPY" for word in one.rest.split()[:-1]]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert [name for name in copied if not any(fnmatch.fnmatch(name, entry) for entry in allowed)] == []


def test_the_image_runs_as_nobody_special_with_one_volume() -> None:
    """A number and not a name, so that an orchestrator can see that it is not root; state in one place."""
    user, _, group = last("USER").rest.partition(":")
    assert int(user) > 0
    assert int(group) > 0
    assert last("VOLUME").rest == last("WORKDIR").rest == STATE
    assert environment()["WRITETHRU_STORE__URL"] == f"sqlite:///{STATE}/writethru.db"
    assert environment()["PYTHONSAFEPATH"] == environment()["PYTHONDONTWRITEBYTECODE"] == "1"


def test_the_image_says_how_it_is_started_stopped_and_asked() -> None:
    """The command, its signal, and the small client of the health endpoints."""
    assert last("ENTRYPOINT").arguments() + last("CMD").arguments() == ["writethru", "run"]
    assert last("STOPSIGNAL").rest == "SIGTERM"
    assert last("HEALTHCHECK").arguments() == ["python", "-m", "service.health", "ready"]
    labels = last("LABEL").pairs()
    assert labels["org.opencontainers.image.licenses"] == "Apache-2.0"
    assert f'version = "{labels["org.opencontainers.image.version"]}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_settings_that_the_image_gives_are_taken() -> None:
    """Its environment is understood by the program of the same commit."""
    given = {key: value for key, value in environment().items() if key.startswith("WRITETHRU_")}
    assert load(None, given).health_listen == HEALTH_LISTEN


def test_compose_gives_it_nothing_to_misuse() -> None:
    """H03: read-only, no capability, no new privilege, the token from a file."""
    service = compose()
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"] == last("USER").rest
    assert [place.split(":")[0] for place in service["tmpfs"]] == ["/tmp"]
    assert f"ledger:{STATE}" in service["volumes"]
    assert service["environment"] == {"WRITETHRU_SLACK__TOKEN_FILE": "/run/secrets/slack_token"}


def test_kubernetes_gives_it_nothing_to_misuse() -> None:
    """The restricted profile, one pod at a time, no token of the cluster."""
    pod, container = workload()
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert f"{pod['securityContext']['runAsUser']}:{pod['securityContext']['runAsGroup']}" == last("USER").rest
    assert pod["automountServiceAccountToken"] is False
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    writable = [mount["mountPath"] for mount in container["volumeMounts"] if not mount.get("readOnly")]
    assert writable == [STATE, "/tmp"]


def test_systemd_gives_it_nothing_to_misuse() -> None:
    """A user of its own, a system that it cannot write, one directory for its state."""
    service = unit()
    assert service["DynamicUser"] == service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    assert f"/var/lib/{service['StateDirectory']}" == service["WorkingDirectory"] == STATE


@pytest.mark.parametrize(
    "seconds", [compose()["stop_grace_period"], workload()[0]["terminationGracePeriodSeconds"], unit()["TimeoutStopSec"]]
)
def test_nobody_kills_it_before_it_has_ended_by_itself(seconds: object) -> None:
    """SIGTERM ends it within ten seconds; whoever sends it waits longer."""
    assert int(re.sub(r"\D", "", str(seconds))) > 10


def test_no_paper_names_a_registry_or_a_floating_image() -> None:
    """Where images come from is the newsroom's choice; which version is not left to chance."""
    for path in filter(Path.is_file, DEPLOY.iterdir()):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r":latest\b|\b(?:docker|ghcr|quay|gcr)\.io\b", text), path.name


def test_health_can_be_switched_off_and_a_nonsense_address_is_refused() -> None:
    """``[health] listen``: empty, or a host and a port."""
    assert Settings().health_listen == HEALTH_LISTEN
    assert load(None, {"WRITETHRU_HEALTH__LISTEN": ""}).health_listen == ""
    for wrong in ("8711", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:70000", "here:now"):
        with pytest.raises(SettingsError, match=r"host:port"):
            load(None, {"WRITETHRU_HEALTH__LISTEN": wrong})


def test_an_unknown_instruction_is_an_error_and_not_passed_over() -> None:
    """The tool that proves the Containerfile says where it cannot."""
    with pytest.raises(ValueError, match="line 2: ONBUILD"):
        instructions("# first\nONBUILD RUN true\n")
    with pytest.raises(ValueError, match="goes on after the end"):
        instructions("RUN true \\\n")


def test_the_client_of_the_container_imports_nothing_of_the_service() -> None:
    """It is run every few seconds: only the standard library, so that it costs next to nothing."""
    heavy = "('aiohttp', 'sqlalchemy', 'alerts', 'watchers')"
    code = f"import sys, service.health.__main__; print([m for m in sys.modules if m.split('.')[0] in {heavy}])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
