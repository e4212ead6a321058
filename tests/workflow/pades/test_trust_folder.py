"""What lies in the trust folder is believed, and what cannot be read is said."""

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from tests.workflow.signing.world import World
from workflow.pades import trust
from workflow.pades.demo_authority import DemoAuthority
from workflow.verification import judge


@pytest.fixture(scope="module")
def stranger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stranger")
    return World(authority=DemoAuthority.create(folder), signers={})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(trust, "_folder", lambda: tmp_path)
    monkeypatch.setattr(trust, "_is_demo", lambda: False)
    return tmp_path


def pem(der: bytes) -> bytes:
    return x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM)


def believed(folder, one: World, root_name: str, *, as_pem: bool = True):
    """Lay the authority's things into the folder and read them back."""
    write = pem if as_pem else bytes
    authority: DemoAuthority = one.authority
    (folder / root_name).write_bytes(write(authority.root))
    (folder / "penerbit.pem").write_bytes(write(authority.chain[0]))
    for number, der in enumerate(authority.revocation_data().crls):
        made = x509.load_der_x509_crl(der)
        content = made.public_bytes(Encoding.PEM) if as_pem else der
        (folder / f"{number}.crl").write_bytes(content)
    return trust.policy()


@pytest.mark.parametrize("as_pem", [True, False])
@pytest.mark.parametrize("name", ["root.pem", "bsre.root.pem", "a.b.root.pem"])
def test_every_documented_root_file_is_trusted(folder, world, name, as_pem):
    policy = believed(folder, world, name, as_pem=as_pem)

    assert [root.certificate for root in policy.roots] == [world.authority.root]
    assert world.authority.root not in policy.intermediates
    assert judge(world.sign().pdf, policy).code == "valid_foreign"
    trust.check_readable()


def test_roots_of_several_files_are_trusted_side_by_side(folder, world, stranger):
    believed(folder, world, "root.pem")
    (folder / "lain.root.pem").write_bytes(pem(stranger.authority.root))

    trusted = {root.certificate for root in trust.roots()}

    assert trusted == {world.authority.root, stranger.authority.root}


def test_certificate_under_another_name_is_no_root(folder, world):
    policy = believed(folder, world, "bukanroot.pem")

    assert policy.roots == ()
    assert world.authority.root in policy.intermediates


@pytest.mark.parametrize("name", ["rusak.root.pem", "rusak.pem", "rusak.crl"])
def test_unreadable_file_is_named_and_costs_the_others_nothing(
    folder, world, name, caplog
):
    believed(folder, world, "root.pem")
    (folder / name).write_bytes(b"bukan sertifikat")

    assert judge(world.sign().pdf, trust.policy()).code == "valid_foreign"
    said = {one.file for one in caplog.records if one.msg == "trust.unreadable"}
    assert said == {name}
    with pytest.raises(trust.TrustUnreadable) as error:
        trust.check_readable()
    assert name in error.value.code


def test_operators_are_told_of_the_trust_folder():
    from eoffice.health import checks

    assert checks.parts()["trust"].check is trust.check_readable
