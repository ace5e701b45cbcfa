"""Who a question is about, and who else is merely mentioned: by kind, not by wording."""

from __future__ import annotations

from itertools import product

import pytest

from regsearch.query.entities import election_of
from regsearch.query.lexicon import question_words
from regsearch.query.parse import clauses
from regsearch.query.subject import Actors, actors_of


def who(text: str) -> Actors:
    return actors_of(clauses(text))


ACTORS = {
    "asn": [
        "ASN",
        "guru SD negeri",
        "bidan desa",
        "staf kelurahan",
        "perawat",
        "penyuluh",
        "dosen",
    ],
    "pns": ["PNS", "camat", "lurah", "kepala dinas sosial", "sekda", "kabid", "jaksa", "ambtenaar"],
    "pppk": ["PPPK", "P3K", "guru PPPK", "PPPK paruh waktu", "perawat yang berstatus PPPK"],
    "cpns": ["CPNS", "capeg", "calon pegawai negeri sipil", "peserta latsar"],
    "non-asn": [
        "satpam kantor dinas",
        "honorer",
        "guru honor",
        "tenaga kontrak",
        "PPNPN",
        "operator honorer",
        "THL",
    ],
    "kades": ["kades", "kepala desa", "kuwu", "pambakal", "wali nagari", "hukum tua", "keuchik"],
    "perangkat-desa": ["perangkat desa", "sekdes", "carik", "kadus", "kaur keuangan", "modin"],
    "bpd": ["BPD", "anggota BPD", "ketua badan permusyawaratan desa"],
    "rt-rw": ["ketua RT", "pak RW", "pengurus RT"],
    "tni": ["TNI", "prajurit TNI", "babinsa", "danramil", "anggota Kopassus"],
    "polri": ["Polri", "polisi", "bhabinkamtibmas", "kapolsek", "aipda"],
    "bumn": ["karyawan BUMN", "direksi BUMD", "komisaris BUMN", "pegawai PDAM"],
    "penyelenggara": ["anggota KPPS", "PPS", "panwascam", "ketua Bawaslu", "pantarlih"],
    "pejabat": ["bupati", "wakil gubernur", "menteri", "Pj. Wali Kota", "anggota DPRD", "presiden"],
    "calon": ["tim sukses", "paslon", "caleg", "calon bupati", "tim kampanye"],
    "pensiunan": ["pensiunan", "purnawirawan", "pensiunan PNS"],
    "swasta": [
        "guru honorer SMA swasta",
        "perawat rumah sakit swasta",
        "penceramah",
        "kiai",
        "petani",
        "artis",
        "pendamping desa",
        "kader posyandu",
    ],
}
ACTS = [
    "ikut kampanye",
    "memasang spanduk",
    "membagikan sembako kepada warga",
    "mengajak tetangga memilih",
    "berfoto dengan tim lawan",
]
ELECTIONS = {
    "pilkada": ["di pilkada", "untuk cagub", "jelang pilgub", "calon wali kota nomor dua"],
    "pemilu": ["di pemilu", "untuk caleg DPRD", "di pileg", "calon anggota DPD"],
    "pilpres": ["di pilpres", "untuk capres", "mendukung cawapres", "capres di pemilu"],
    "pilkades": ["di pilkades", "untuk calon kades", "pemilihan kepala desa", "nyalon kuwu"],
}


@pytest.mark.parametrize(
    ("kind", "name", "act"),
    [(kind, name, act) for kind, names in ACTORS.items() for name, act in product(names, ACTS)],
)
def test_whoever_opens_and_acts_is_the_subject(kind: str, name: str, act: str) -> None:
    for text in (f"{name} {act}", f"apakah {name} boleh {act}?", f"sanksi {name} yang {act}"):
        assert who(text).subject == kind, text


@pytest.mark.parametrize("kind", [kind for kind in ACTORS if kind not in {"calon", "swasta"}])
@pytest.mark.parametrize("election", ELECTIONS)
def test_the_election_changes_nobody(kind: str, election: str) -> None:
    for name, act, where in product(ACTORS[kind], ACTS[:2], ELECTIONS[election]):
        text = f"{name} {act} {where}"
        assert who(text).subject == kind, text
        named = election_of(clauses(text), by_office=kind != "pejabat")
        assert named is not None, text
        assert named.name == election, text


@pytest.mark.parametrize("kind", ACTORS)
def test_whoever_is_not_covered_is_told_so(kind: str) -> None:
    covered = {"asn", "pns", "pppk", "cpns", "non-asn", "kades", "perangkat-desa", "bpd"}
    covered |= {"penyelenggara", "pejabat", "calon"}
    assert (kind in question_words().not_covered) is (kind not in covered)
    assert kind in question_words().called


# Who it is about, who else is mentioned, and the question.
SENTENCES = [
    # Who speaks of himself.
    ("pns", "", "saya PNS, bolehkah ikut kampanye"),
    ("asn", "", "saya guru di SD negeri, bolehkah jadi saksi"),
    ("non-asn", "pns", "saya honorer diajak camat kampanye"),
    ("kades", "calon,swasta", "saya kades, adik caleg, boleh saya bantu?"),
    ("pppk", "", "sebagai PPPK bolehkah saya memasang stiker"),
    ("cpns", "calon", "status saya masih CPNS, boleh foto bareng paslon?"),
    ("pns", "calon,swasta", "suami saya caleg, saya PNS, boleh mendampingi?"),
    ("pns", "", "suami saya PNS dipindah karena netral"),
    ("perangkat-desa", "kades", "kami perangkat desa disuruh kades pasang baliho"),
    # What somebody is not, or no longer.
    ("swasta", "", "saya bukan PNS, ikut kampanye"),
    ("swasta", "calon", "kami bukan ASN, hanya relawan paslon"),
    ("non-asn", "", "honorer, bukan PNS, ikut kampanye"),
    ("pensiunan", "", "saya sudah pensiun dari PNS, boleh ikut kampanye?"),
    # The grammatical subject before an active verb.
    ("pejabat", "pns", "bupati meminta PNS memasang spanduk"),
    ("pejabat", "kades", "gubernur mengumpulkan kades untuk mendukung anaknya"),
    ("calon", "pns", "tim sukses mengajak lurah memasang spanduk"),
    ("calon", "kades", "pasangan calon yang melibatkan kades"),
    ("pns", "kades", "camat menyuruh kades memasang baliho"),
    ("kades", "perangkat-desa", "kades memerintahkan perangkat desa kampanye"),
    ("pns", "asn", "kepala dinas pendidikan mengerahkan guru"),
    ("asn", "kades", "ASN memasang spanduk kades"),
    ("pns", "kades", "PNS dilarang memasang spanduk kades"),
    ("pns", "pejabat", "PNS foto bareng bupati"),
    ("perangkat-desa", "calon", "sekdes like status caleg"),
    ("penyelenggara", "calon", "anggota KPPS memihak caleg"),
    # Passive: whoever draws others into something acts; whoever punishes does not.
    ("kades", "asn", "guru diajak kades kampanye"),
    ("pejabat", "pns", "PNS diminta bupati mendukung anaknya"),
    ("pns", "non-asn", "honorer dipaksa oleh kepala dinas ikut deklarasi"),
    ("pejabat", "kades", "kades disuruh wakil bupati mencari suara"),
    ("pns", "pejabat", "PNS dipecat bupati karena ikut kampanye"),
    ("pns", "polri", "PNS ditangkap polisi karena judi"),
    ("kades", "pns", "kades dipanggil camat karena baliho"),
    # Somebody not covered gives way to somebody who is.
    ("pns", "polri", "polisi menangkap PNS memasang spanduk"),
    ("pns", "swasta", "warga melaporkan PNS yang bolos"),
    ("kades", "swasta", "petani mengadukan kades yang kampanye"),
    ("pns", "swasta", "wartawan memotret lurah di posko desa"),
    ("asn", "swasta", "siswa dipukul guru"),
    ("pns", "non-asn", "honorer ditampar kepala dinas"),
    ("swasta", "calon", "artis jadi juru kampanye"),
    ("swasta", "", "penceramah kampanye di masjid"),
    ("swasta", "", "anak ikut kampanye"),
    ("swasta", "", "pelajar SMK ikut kampanye"),
    ("swasta", "", "warga memasang baliho"),
    ("pns", "swasta", "camat dan warga memasang baliho"),
    # Whoever tells of others or decides about them is not who it is about.
    ("kades", "bpd", "BPD melaporkan kades yang mangkir"),
    ("pns", "rt-rw", "ketua RT melihat lurah membagikan kaos"),
    ("perangkat-desa", "kades", "kades memberhentikan sekdes"),
    ("perangkat-desa", "pejabat", "bupati memberhentikan perangkat desa"),
    ("kades", "pns", "camat menegur kades yang kampanye"),
    ("pns", "", "camat memecat orang"),
    # Relatives.
    ("pns", "calon,swasta", "istri jadi caleg, suami PNS boleh kampanye?"),
    ("pns", "", "suami PNS meninju istrinya"),
    ("pns", "swasta", "suami PNS selingkuh, istri melapor"),
    ("swasta", "pns", "istri PNS ikut kampanye"),
    ("swasta", "asn", "apakah suami ASN boleh jadi saksi"),
    ("swasta", "kades", "istri kades membagikan sembako"),
    ("swasta", "pns", "anak seorang PNS ikut kampanye"),
    (None, "calon,swasta", "suami calon bupati, boleh foto bareng?"),
    (None, "calon,swasta", "anak saya caleg, boleh dibantu?"),
    ("pns", "", "istri saya PNS dan digugat cerai"),
    ("pns", "swasta", "PNS memukul istrinya di depan siswa"),
    ("swasta", "pns", "suami saya lurah, bolehkah saya ikut kampanye?"),
    ("swasta", "pns", "istri saya PNS, saya mau nyaleg"),
    ("pns", "swasta", "suami saya lurah, saya takut dia dipecat karena kampanye"),
    # One person by several names.
    ("pns", "", "tetangga saya yang PNS ikut kampanye"),
    ("pppk", "", "caleg yang masih berstatus PPPK"),
    ("pns", "", "anggota PPS yang juga PNS"),
    ("pns", "", "camat PNS ikut kampanye"),
    ("pppk", "", "guru PPPK ikut kampanye"),
    ("non-asn", "asn", "operator sekolah, honorer, ikut kampanye"),
    ("non-asn", "", "perawat berstatus kontrak ikut kampanye"),
    ("pns", "", "kades yang juga PNS ikut kampanye"),
    ("pns", "", "Pj kades ikut kampanye"),
    ("pppk", "", "perawat kontrak (PPPK) ikut kampanye"),
    ("pns", "", "seksi kami dipimpin kepala seksi yang pemarah"),
    ("perangkat-desa", "", "kasi kesra di balai desa memotong BLT"),
    ("perangkat-desa", "", "pamong ikut kampanye"),
    ("perangkat-desa", "", "kasi dan kaur ikut kampanye"),
    ("pns", "", "pamong belajar ikut kampanye"),
    ("pns", "", "kasi ikut kampanye"),
    ("pns", "", "lurah ikut kampanye"),
    ("kades", "", "lurah kalurahan ikut kampanye"),
    ("kades", "swasta", "kades kasi uang ke warga"),
    ("asn", "", "karyawan dinas PU bolos"),
    # What somebody becomes, or was.
    ("kades", "pppk", "kades lulus PPPK"),
    ("bpd", "perangkat-desa", "anggota BPD merangkap perangkat desa"),
    ("tni", "calon", "prajurit TNI jadi tim sukses"),
    ("pns", "penyelenggara", "PNS jadi anggota KPPS"),
    ("pns", "kades", "PNS mencalonkan diri menjadi kades"),
    ("non-asn", "pppk", "honorer mendaftar PPPK"),
    ("swasta", "", "mantan kades memasang baliho"),
    ("pns", "", "mantan kepala dinas memakai mobil dinas"),
    # Two kinds.
    ("tni", "polri", "anggota TNI Polri ikut kampanye"),
    ("tni", "polri", "TNI dan Polri boleh memilih?"),
    ("asn", "", "apakah PNS dan PPPK sama sanksinya"),
    ("asn", "", "sanksi untuk PNS maupun CPNS"),
    # Nobody acts.
    (None, "", "memasang spanduk"),
    (None, "pejabat", "memasang spanduk bupati"),
    (None, "pejabat", "like postingan bupati"),
    (None, "kades", "foto bareng kades"),
    (None, "pejabat", "bupati"),
    (None, "calon", "bagi kaos paslon"),
    (None, "", "anak buah susah diatur"),
    ("kades", "", "sanksi untuk kades yang kampanye"),
    ("kades", "", "netralitas kades"),
    ("tni", "", "hukuman disiplin prajurit TNI"),
    ("perangkat-desa", "pns", "memberhentikan sekdes harus izin camat"),
    ("kades", "", "kades kami bagi uang"),
    ("pns", "", "Malam itu ramai. Seorang lurah naik panggung. Ia bernyanyi."),
    ("non-asn", "", "pemecatan honorer"),
]


@pytest.mark.parametrize(("subject", "others", "text"), SENTENCES)
def test_sentences(subject: str | None, others: str, text: str) -> None:
    found = who(text)
    assert found.subject == subject
    assert found.others == frozenset(filter(None, others.split(",")))


def test_there_are_enough_sentences() -> None:
    assert len({text for _, _, text in SENTENCES}) >= 80


@pytest.mark.parametrize("kind", ["tni", "polri", "bumn", "pensiunan", "rt-rw", "swasta"])
def test_private_people_and_soldiers_never_default_to_civil_servants(kind: str) -> None:
    for name in ACTORS[kind]:
        assert who(f"bolehkah {name} jadi saksi di TPS").subject == kind, name


def test_a_full_stop_of_an_abbreviation_ends_no_clause() -> None:
    assert "," not in clauses("Pj. Bupati dan Plt. Camat")
    assert clauses("Saya PNS. Istri saya caleg").count(",") == 1
