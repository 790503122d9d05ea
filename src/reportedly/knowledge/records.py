"""The rows of the tables, as they are handed out."""

from dataclasses import dataclass

from reportedly.model import Precision


@dataclass(frozen=True, slots=True)
class Entry:
    """Whom a name stands for.

    `kind` is country, demonym, capital, person, or an organisation's: igo, ngo, media, group, party,
    force, ministry, metonym, company, court.  `country` is ISO 3166-1 alpha-3 or IGO, UNO, EUR, NGO,
    IMG, MNC; `sectors` are PLOVER's, the primary one first (for a person, of the post held on the day
    asked about).  `needs` are the countries one of which must be told of for the name to mean this.
    """

    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...] = ()
    id: str | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Country:
    """A row of ISO 3166-1 (Kosovo as KOS, as PLOVER has it); coordinates of its middle in degrees (WGS 84)."""

    iso3: str
    iso2: str
    name: str
    demonyms: tuple[str, ...]
    capital: str | None
    lat: float
    lon: float
    geonames_id: int


@dataclass(frozen=True, slots=True)
class Role:
    """A title or common noun that tells a sector; `kind` is person, organ, force or people."""

    phrase: str
    sector: str
    kind: str


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A place a name may stand for; coordinates in degrees (WGS 84), population as GeoNames has it.

    `admin1` is GeoNames' code of the first-order unit it lies in or is; `main` says that the name looked up is its
    usual one and not one among many; `seat` that it is the capital of its country.
    """

    name: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    population: int
    geonames_id: int | None
    precision: Precision
    main: bool = True
    seat: bool = False
