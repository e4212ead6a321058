"""compose.yaml against what the tests run: the same engines, the same settings."""

import json
import re
import runpy
import socket
import subprocess
import sys
from base64 import b64encode
from functools import lru_cache
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import psycopg
import pytest
from django.utils.module_loading import import_string

from eoffice.environment import Environment
from eoffice.gateway.lanes import PUBLIC
from eoffice.gateway.worker import BufferedWorker
from tests.harness.services import ROOT

OURS = ("web", "public", "worker", "beat", "relay", "destroyer", "migrate")
ONE_SHOT = {
    "migrate",
    "search-certificates",
    "search-user",
    "objects-user",
    "objects-volume",
    "proxy-volume",
}


@lru_cache
def project() -> dict:
    """The file as compose would run it, with a freshly generated `.env`."""
    answer = subprocess.run(
        [sys.executable, ROOT / "deploy/lint/compose.py", "--print"],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


def image(service: str) -> tuple[str, str]:
    name, _, tag = project()["services"][service]["image"].rpartition(":")
    return name, tag


def numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)]


def test_the_database_is_the_major_version_of_the_tests(services):
    with psycopg.connect(services["DATABASE_URL"]) as connection:
        running = connection.info.server_version // 10000

    assert image("db") == ("postgres", str(running))


def test_the_index_is_the_minor_version_of_the_tests(services):
    with urlopen(services["ELASTICSEARCH_URL"], timeout=5) as answer:
        running = json.load(answer)["version"]["number"]

    assert numbers(image("search")[1])[:2] == numbers(running)[:2]
    assert image("search-user") == image("search")


def test_the_virus_scanner_is_the_minor_version_of_the_tests(services):
    host, port = services["CLAMD_ADDRESS"].split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(b"zVERSION\0")
        running = connection.recv(100).decode()

    assert numbers(image("antivirus")[1]) == numbers(running)[:2]


def test_the_broker_of_the_tests_has_what_production_asks_of_it(services):
    """Tests run an older RabbitMQ: only features that both have may be used."""
    parts = urlsplit(services["RABBITMQ_MANAGEMENT_URL"])
    pair = f"{parts.username}:{parts.password}"
    request = Request(f"http://{parts.hostname}:{parts.port}/api/feature-flags")
    token = b64encode(pair.encode()).decode()
    request.add_header("Authorization", f"Basic {token}")
    with urlopen(request, timeout=5) as answer:
        flags = {flag["name"]: flag["state"] for flag in json.load(answer)}

    assert image("broker")[0] == "rabbitmq"
    assert flags["quorum_queue"] == "enabled"


def test_the_object_store_is_minio_as_in_the_tests(services):
    with urlopen(f"{services['MINIO_URL']}/minio/health/ready", timeout=5) as answer:
        running = answer.headers["Server"]

    assert running == "MinIO"
    assert image("objects")[0].endswith("minio/minio")


@pytest.mark.parametrize("service", OURS)
def test_our_processes_get_only_settings_that_exist(service):
    given = set(project()["services"][service]["environment"])

    assert given - set(Environment.model_fields) == set()


@pytest.mark.parametrize("service", OURS)
def test_our_processes_start_with_the_settings_they_get(service, monkeypatch):
    given = project()["services"][service]["environment"]
    for name in Environment.model_fields:
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    environment = Environment()

    assert environment.BASE_URL.startswith("https://")
    assert environment.SECURE is True
    assert environment.DEMO is False


def test_our_processes_run_the_same_image():
    images = {project()["services"][name]["image"] for name in OURS}

    assert len(images) == 1


def test_nobody_runs_as_root_but_those_who_hand_over_a_fresh_volume():
    roots = {
        name
        for name, service in project()["services"].items()
        if service.get("user", "0").split(":")[0] in {"0", "root", ""}
    }

    assert roots == {"objects-volume", "proxy-volume", "search-certificates"}
    for name in roots:
        assert project()["services"][name]["cap_add"] == ["CHOWN"]
        assert project()["services"][name]["network_mode"] == "none"


def test_the_index_is_asked_over_tls_and_its_key_is_seen_by_it_alone():
    services = project()["services"]
    for name in OURS:
        own = services[name]["environment"]
        assert own["ELASTICSEARCH_URL"] == "https://search:9200"
        assert own["ELASTICSEARCH_CA"] == "/var/lib/search-certificates/ca.crt"
    assert (
        services["search"]["environment"]["xpack.security.http.ssl.enabled"] == "true"
    )
    mounts = {
        name: volume.get("read_only", False)
        for name, service in services.items()
        for volume in service.get("volumes", [])
        if volume["source"] == "search-certificates"
    }
    assert set(mounts) >= {*OURS, "search", "search-user"}
    assert [name for name, is_kept in mounts.items() if not is_kept] == [
        "search-certificates"
    ]


@pytest.mark.parametrize("service", sorted(set(project()["services"]) - ONE_SHOT))
def test_every_lasting_service_says_when_it_is_healthy(service):
    assert project()["services"][service]["healthcheck"]["test"]


@pytest.mark.parametrize("service", sorted(project()["services"]))
def test_every_service_has_limits_and_no_more_rights_than_it_needs(service):
    declared = project()["services"][service]

    assert declared["deploy"]["resources"]["limits"]["memory"]
    assert declared["cap_drop"] == ["ALL"]
    assert declared["security_opt"] == ["no-new-privileges:true"]


def test_only_the_proxy_is_reachable_from_outside():
    published = {n for n, s in project()["services"].items() if s.get("ports")}

    assert published == {"proxy"}
    assert project()["networks"]["back"]["internal"] is True


def test_the_proxy_gives_every_public_path_to_the_process_apart():
    caddyfile = (ROOT / "deploy/compose/Caddyfile").read_text()
    given = re.search(r"@public path (.*)", caddyfile)[1].split()
    wanted = [path if path.endswith("/") else f"{path}/" for path in PUBLIC]

    assert [path.removesuffix("*") for path in given[1::2]] == wanted
    assert re.search(r"handle @public \{\s+reverse_proxy public:8000", caddyfile)


def test_the_web_processes_give_no_thread_to_half_a_request():
    for service in ("web", "public"):
        assert "deploy/gunicorn.py" in project()["services"][service]["command"]

    settings = runpy.run_path(str(ROOT / "deploy/gunicorn.py"))
    worker = import_string(settings["worker_class"])
    assert issubclass(worker, BufferedWorker)


@pytest.mark.parametrize("name", ["S3_DESTROYER_ACCESS_KEY", "S3_DESTROYER_SECRET_KEY"])
def test_only_the_destroyer_and_who_makes_its_key_are_given_it(name):
    holders = {
        service
        for service, declared in project()["services"].items()
        if name in declared.get("environment", {})
    }

    assert holders == {"destroyer", "objects-user"}


def test_the_destroyer_has_a_key_and_a_secret_of_its_own():
    given = project()["services"]["destroyer"]["environment"]

    assert given["S3_DESTROYER_ACCESS_KEY"] != given["S3_ACCESS_KEY"]
    assert given["S3_DESTROYER_SECRET_KEY"] != given["S3_SECRET_KEY"]


@pytest.mark.parametrize("service", ["web", "public", "worker", "relay"])
def test_who_reads_foreign_files_has_a_bound_on_processes(service):
    assert project()["services"][service]["deploy"]["resources"]["limits"]["pids"]


def test_the_memory_of_foreign_files_fits_where_they_are_read():
    for service in ("web", "worker"):
        declared = project()["services"][service]
        shared = int(declared["environment"]["SANDBOX_MEMORY_MB"])
        given = int(declared["deploy"]["resources"]["limits"]["memory"])

        assert shared * 1024**2 < given


def test_the_operator_reads_how_much_memory_it_takes():
    told = (ROOT / "docs/operations.md").read_text()
    gigabytes = int(re.findall(r"add up to about (\d+) GB", told)[0])
    lasting = set(project()["services"]) - ONE_SHOT
    limits = [
        int(project()["services"][name]["deploy"]["resources"]["limits"]["memory"])
        for name in lasting
    ]

    assert gigabytes == round(sum(limits) / 1024**3)


def test_an_override_for_the_web_process_is_told_to_hold_for_the_public_one():
    told = (ROOT / "docs/operations.md").read_text()
    sentence = re.findall(r"`compose\.override\.yaml` for ([^.]*)\.", told)[0]

    assert set(re.findall(r"`(\w+)`", sentence)) == set(OURS) - {"migrate"}


def test_the_generated_file_is_private_and_never_overwritten(tmp_path):
    target = tmp_path / "env"
    command = [sys.executable, ROOT / "deploy/make_env.py", "--file", target]
    subprocess.run(command, check=True, capture_output=True)
    first = target.read_text()

    second = subprocess.run(command, check=False, capture_output=True, text=True)

    assert second.returncode == 1
    assert target.read_text() == first
    assert target.stat().st_mode & 0o077 == 0


def test_a_real_domain_without_a_mail_server_gets_no_env(tmp_path):
    target = tmp_path / ".env"
    words = [sys.executable, ROOT / "deploy/make_env.py", "--file", target]
    words += ["--domain", "surat.kantor.go.id"]

    without = subprocess.run(words, capture_output=True, text=True, check=False)
    with_one = subprocess.run(
        [*words, "--mail", "smtps://mail.kantor.go.id"],
        capture_output=True,
        check=False,
    )

    assert without.returncode == 2
    assert "--mail is missing" in without.stderr
    assert with_one.returncode == 0
    assert "EMAIL_URL='smtps://mail.kantor.go.id'" in target.read_text()


def test_compose_names_no_mail_server_of_its_own():
    assert ".invalid" not in (ROOT / "compose.yaml").read_text()
