"""Every coded message Truceline can give, in one place.

A message names the place, the cause and the remedy. Codes are stable: tests, logs and translators rely on them.
"""

from __future__ import annotations

from dataclasses import dataclass

MESSAGES: dict[str, str] = {
    # agreements
    "E-AGREE-001": "the file cannot be read as YAML: {cause}. Check indentation, quotes and brackets near this line.",
    "E-AGREE-002": "unknown key '{key}'. {hint}",
    "E-AGREE-003": "'{key}' is missing. {hint}",
    "E-AGREE-004": "'{until}' is before '{start}'. Swap or correct the dates.",
    "E-AGREE-005": "'{value}' is not a value of '{key}'. {hint}",
    "E-AGREE-006": "'{value}' is no date or time. Write 2016-02-27, 2016-02-27T12:00 or 2016-02-27T24:00.",
    "E-AGREE-007": "'{value}' is not a time zone of the IANA list. Write for instance Asia/Damascus.",
    "E-AGREE-008": "'{value}' names no {what} of this agreement. {hint}",
    "E-AGREE-009": "the id '{value}' stands twice among the {what}. Give each its own id.",
    "E-AGREE-010": "area '{value}' is a proposal that never came into force, so nothing may be computed from it. "
    "Name an agreed area, or record the proposal without a provision.",
    "E-AGREE-011": "outline '{value}' was not found. {hint}",
    "E-AGREE-012": "the outline of area '{value}' is not a usable shape: {cause}. Draw a closed ring of at least three "
    "corners, longitude first.",
    "E-AGREE-013": "actor '{value}' is not in the registry '{registry}'. {hint}",
    "E-AGREE-014": "list '{value}' is not in designations.yaml. {hint}",
    "E-AGREE-015": "a {kind} needs '{key}', so that a report can touch it. {hint}",
    "E-AGREE-016": "case '{value}' expected {expected}, the engine says {found}. Correct the case or the provision.",
    "E-AGREE-017": "the folder holds no agreement.yaml. Run: truceline agreement new {value}",
    "E-AGREE-018": "source '{value}' is not in 'sources'. Add it there, or write the address itself.",
    "E-AGREE-019": "'{value}' refers back to itself. An area or provision cannot be built from itself.",
    "E-AGREE-020": "this is a {found}, but '{key}' takes a {wanted}. {hint}",
    "E-AGREE-021": "reading '{value}' is not one of this agreement's. {hint}",
    "E-AGREE-022": "no instrument '{value}' is known here. {hint}",
    "E-AGREE-023": "coordinates {value} lie outside the globe. Write longitude first, then latitude, in degrees.",
    "E-AGREE-024": "the file is written in language version {value}; this Truceline reads version {known}.",
    "E-AGREE-025": "'{key}' rests on '{value}', which asks for a notice: no protection, permission or duty may hang "
    "on a notice. Remove it; the missing notice is a breach of its own.",
    "E-AGREE-026": "interpreter '{value}' has no say on {what}. Name provisions of its entry in 'interpreters', or "
    "widen that entry.",
    "E-AGREE-027": "'{key}' {value} is above 'max' {limit}. Swap or correct the amounts.",
    "E-AGREE-028": "'{key}' changes nothing in a {kind}. {hint}",
    # registries
    "E-REG-001": "the file cannot be read as YAML: {cause}. Check indentation, quotes and brackets near this line.",
    "E-REG-002": "{cause}. {hint}",
    "E-REG-003": "actor '{value}' is named but nowhere defined. {hint}",
    "E-REG-004": "the id '{value}' stands twice. Give each its own id.",
    "E-REG-005": "registry folder '{value}' was not found. {hint}",
    "E-REG-006": "'{key}' {until} is not after '{start_key}' {start}. Swap or correct the dates: an end is the first "
    "day on which it no longer holds.",
    "E-REG-007": "'{value}' in '{key}' is no day of the calendar. Write 2016-07-28.",
    "E-REG-008": "the column '{column}' is missing. {hint}",
    "E-REG-009": "actor '{value}' is related to itself. Name another actor or remove the line.",
    "E-REG-010": "list '{value}' is named but nowhere defined. {hint}",
    "E-REG-011": "{column} {value} lies outside {low} to {high}. Correct the cell: longitude comes before latitude.",
    "E-REG-012": "nobody in the registry goes by '{value}'. {hint}",
    "E-REG-013": "'{value}' is no day of the calendar. Write 2016-05-04.",
    "E-REG-014": "the id '{value}' means something else in {other}: {cause}. Give one of the two another id, or "
    "correct what differs.",
    # reports
    "E-REP-001": "the file cannot be read: {cause}. {hint}",
    "E-REP-002": "the column '{column}' is missing. {hint}",
    "E-REP-003": "'{value}' in '{column}' is no date. Write 2016-02-27 or 2016-02-27T12:00Z.",
    "E-REP-004": "'{value}' in '{column}' is no number. Write digits with a point for decimals.",
    "E-REP-005": "{column} {value} lies outside its range ({range}). Correct the coordinate.",
    "E-REP-006": "the event ends ({until}) before it begins ({start}). Swap or correct the dates.",
    "E-REP-007": "the id '{value}' stands twice in this file. Later rows are kept here, not assessed.",
    "E-REP-008": "the row has no id. Fill '{column}'.",
    "E-REP-009": "'{value}' in '{column}' is not a known {what}. {hint}",
    "E-REP-010": "the file holds no rows. {hint}",
    "E-REP-011": "the format was not recognised{cause}. Say --format ucdp, acled, geojson or reports, or give a "
    "mapping with --map (truceline map init drafts one).",
    "E-REP-012": "casualties {low} / {best} / {high} do not rise from low to high. Correct the numbers.",
    "E-REP-013": "the event lies after the state of knowledge ({as_of}). Only past incidents are assessed.",
    "E-REP-014": "the row has {found} cells, the header {wanted}. Check quotes and separators.",
    "E-REP-015": "the report was received on {received}, after the state of knowledge ({as_of}); it is kept for later.",
    "E-REP-016": "{feature} has geometry of type {value}; a report needs a Point or none.",
    "E-REP-017": "latitude and longitude must both be given or both be empty.",
    "E-REP-018": "'{value}' is not a time zone of the IANA list. Write for instance Asia/Damascus.",
    "E-REP-019": "the mapping leaves the row out: '{column}' is '{value}'. Change skip_rows_where to take it.",
    "E-REP-020": "'{value}' in '{column}' is not a whole number of at least 0. Write digits only.",
    "E-REP-021": "initiator_weights {value} do not fit claimed_initiator: {cause}. Write a number from 0 to 1 for each "
    "name, together no more than 1; what is left is nobody named.",
    "E-REP-022": "'{value}' in '{column}' is no amount: {cause}. Write a number of at most three decimals, or another "
    "unit (kilograms for tonnes).",
    # mapping files
    "E-MAP-001": "the mapping cannot be read: {cause}. Run: truceline map init FILE",
    "E-MAP-002": "the mapping names the column '{column}', which the file does not have. {hint}",
    "E-MAP-003": "the mapping has the unknown field '{value}'. {hint}",
    "E-MAP-004": "'{value}' is not a time zone of the IANA list. Write for instance Asia/Damascus.",
    "E-MAP-005": "{mappings} mappings are given for {files} files. Give one for all, or one for each in their order.",
    # fetch
    "E-FETCH-001": "nothing could be downloaded from {value}: {cause}. Check the connection, run again: it resumes.",
    "E-FETCH-002": "the checksum of {value} is {found}, expected {wanted}. It was not kept. Try again, or correct "
    "the release file.",
    "E-FETCH-003": "no release '{value}' is known. {hint}",
    # claims: counts, contacts, meetings, statements
    "E-CLAIM-001": "the file cannot be read: {cause}. Check indentation, quotes and brackets near this line.",
    "E-CLAIM-002": "{cause}. {hint}",
    "E-CLAIM-003": "the id '{value}' stands twice among the {what}. Give each its own id.",
    "E-CLAIM-004": "'{value}' is nowhere under 'named_actors'. {hint}",
    "E-CLAIM-005": "'{value}' is no text of this folder. {hint}",
    "E-CLAIM-006": "the period ends ({until}) before it begins ({start}). Swap or correct the dates.",
    "E-CLAIM-007": "'{value}' in '{column}' is no list of counts. Write Hama: 3; Latakia: 2.",
    "E-CLAIM-008": "'{value}' is no unit, and a count without its unit cannot be compared. {hint}",
    "E-CLAIM-009": "no claims were found in '{value}'. {hint}",
    "E-CLAIM-010": "the claim counts nothing. Give 'total', 'breakdown' or both.",
    "E-CLAIM-011": "the claim has no period. Give 'day', or 'from' and 'until' (the first moment outside).",
    "E-CLAIM-012": "'{value}' is no day or time. Write 2016-06-07 or 2020-08-28T19:30.",
    # reading texts
    "E-READ-001": "the file cannot be opened: {cause}. Check its name and that you may read it.",
    "E-READ-002": "there is no text in it. Check that it is the right file, or that it was saved whole.",
    "E-READ-003": "it cannot be read as {format}: {cause}. Save it again, or paste its text: truceline read -",
    "E-READ-004": "a word list cannot be read: {cause}. Install Truceline again, or give it back its file.",
    "E-READ-005": "it is too large: {size}; at most {limit} are read. Split it into single texts.",
    "E-READ-006": "{what} no text. Run it through character recognition first, then read the result.",
    "E-READ-007": "the gazetteer cannot be read: {cause}. Give a GeoNames country dump (txt, zip), OCHA P-codes "
    "(csv, geojson) or places.csv.",
    "E-READ-008": "'{value}' became no row: {cause}. {remedy}",
    "E-READ-009": "no place sounds like '{value}'. {hint}",
    "E-READ-010": "it is locked with a password. Open it with the password, save a copy without one (print to PDF), "
    "and read the copy.",
    "E-READ-011": "it is {what}, which is not read. Save it as DOCX, PDF or plain text, or paste its text: "
    "truceline read -",
    "E-READ-012": "nothing can be written there: {cause}. Give another folder with --to.",
    "E-READ-013": "no country is called '{value}'. Give its code, SYR or SY, or its English name.",
    "E-READ-020": "no *.claims.json lies in {value}. Write them first: truceline read FILES --to {value}",
    "E-READ-021": "the claims file cannot be used: {cause}. Write it again: truceline read FILE --to FOLDER",
    "E-READ-030": "the language model gives no answer that can be used: {cause}. Check the address up to /v1 and the "
    "model's name, or read without it.",
    "E-READ-031": "the parser is installed and cannot be loaded: {cause}. Install it again, or read with --no-extras.",
    # commitments
    "E-COMMIT-001": "the file cannot be read as YAML: {cause}. Check indentation, quotes and brackets near this line.",
    "E-COMMIT-002": "{cause}. {hint}",
    "E-COMMIT-003": "the id '{value}' stands twice in this instrument's register. Give each entry its own id.",
    "E-COMMIT-004": "'{value}' names no {what} here. {hint}",
    "E-COMMIT-005": "'{value}' does not owe provision {provision}. Owners are {known}.",
    "E-COMMIT-006": "known on {known}, before it happened on {happened}. Swap or correct the dates.",
    "E-COMMIT-007": "'{value}' in '{key}' is no date or time. Write 2015-03-17, 2015-03-17T12:00 or 2015-03-17T24:00.",
    "E-COMMIT-008": "'{value}' cannot verify its own commitment. Name who checked it, or leave 'verified_by' out.",
    "E-COMMIT-009": "it ends ({until}) before it begins ({start}). Swap or correct the dates.",
    "E-COMMIT-010": "no commitment '{value}' is on record. {hint}",
    # run and pages
    "E-MATCH-001": "judgements contradict each other: '{left}' and '{right}' are judged different, and by a chain of "
    "others the same. Undo one of them.",
    "E-MATCH-002": "'{value}' is no judgement. Write same, different, unsure or undo.",
    "E-MATCH-003": "a judgement needs at least two report ids, it has {count}. Join them with '; '.",
    "E-MATCH-004": "the file {value} cannot be read: {cause}. {hint}",
    "E-MATCH-005": "report '{value}' is not in {folder}. {hint}",
    "E-MATCH-006": "only {count} pairs with a known answer of one kind are candidates, {needed} are needed. {hint}",
    "E-MATCH-007": "report '{value}' is named twice. Name two different reports to compare.",
    "E-MATCH-008": "'{value}' cannot be counted against another: {cause}. Name two sources of these reports.",
    # runs
    "E-RUN-001": "'{value}' was not found. {hint}",
    "E-RUN-002": "finding '{value}' is not in {folder}. {hint}",
    "E-RUN-003": "the output folder {value} cannot be written: {cause}. Choose another with --out.",
    "E-RUN-004": "{cause}. {hint}",
    # the mission service
    "E-WEB-001": "the mission service is not installed here: {cause} is missing. Run: pip install 'truceline[web]'",
    "E-WEB-002": "'{value}' is no key: a key has 8 to 100 printable ASCII characters. Send one new key per report, the "
    "same again when you retry.",
    "E-WEB-003": "the key '{value}' was already used for another report. Use a new key for each.",
    "E-WEB-004": "{value} lies in the future: only what happened can be reported. Correct the day or its time zone.",
    "E-WEB-005": "the log does not hold: {cause}. Keep the database as it is and compare it with a backup.",
    "E-WEB-006": "port {value} is taken. Stop what uses it, or choose another with --port.",
    "E-WEB-008": "somebody else changed it meanwhile. Load the page again and look before you repeat the step.",
    "E-WEB-009": "from '{now}' no step leads to '{then}'. Choose one of the steps that the page offers.",
    "E-WEB-010": "its findings are not up to date yet. Wait until the assessment is done, then issue it.",
    "E-WEB-011": "'{value}' is missing or unknown. Fill it in.",
    "E-WEB-012": "two people are needed, neither of whom reported it. Ask a colleague.",
    "E-WEB-043": "PostGIS is not installed beside it: places are kept without geometry, and the service runs. To have "
    "it, on Debian: apt-get install postgresql-15-postgis-3, then start the service again.",
    "E-WEB-044": "the role '{value}' may not create the extension PostGIS: places are kept without geometry, and the "
    "service runs. Let a superuser run CREATE EXTENSION postgis in this database, then start the service again.",
    "E-WEB-045": "the role '{value}' may neither make the role truceline_app nor act as it. Let a superuser run: "
    "CREATE ROLE truceline_app NOLOGIN; GRANT truceline_app TO {value}.",
    "E-WEB-040": "'{value}' is no day or time. Write 2030-05-01 or 2030-05-01T10:00, in UTC.",
    "E-WEB-041": "'{value}' is no box. Write west,south,east,north in degrees: 36.1,33.2,37.4,34.8.",
    "E-WEB-042": "TRUCELINE_BASEMAP names {value}, which is no basemap. Build one as tools/build_basemap.py does, or "
    "say none.",
    "E-WEB-060": "it lies in the compartment '{value}', and a question would carry it out. Ask about what is open to "
    "the whole mission.",
    "E-WEB-061": "it is {value}, so this step is not open any more. Load the page again and look.",
    "E-WEB-063": "a conclusion was reached on its reports, or is proposed. Reopen it or send the proposal back first.",
    "E-WEB-065": "it stands judged '{value}' already. Undo that first if it is wrong.",
    "E-WEB-066": "it was taken back already, or the reports were grouped otherwise since. Judge them anew instead.",
    "E-WEB-062": "'{value}' is no later day. Write the last day for the answer as 2030-05-31.",
    "E-WEB-080": "the token may not do '{value}'. Make one that may, under My account.",
    "E-WEB-081": "no token that is valid came with the request. Send one: Authorization: Bearer tl_…",
    "E-WEB-082": "the request is not as described: {cause}. Compare it with /api/openapi.json.",
    "E-WEB-083": "'{value}' is no place in this list. Start again without a cursor.",
    "E-WEB-084": "the step needs to know what you saw. Send the ETag of the incident as If-Match.",
    "E-WEB-085": "it is longer than {most} characters. Shorten it.",
    "E-WEB-086": "only the mission speaks as '{value}'. Name who said it, or leave the claimant out.",
    "E-WEB-090": "nothing is typed otherwise than it stands. Change the fields that are wrong.",
    "E-WEB-091": "a correction of it waits for a second person. Decide on that one first, or take it back.",
    "E-WEB-092": "it does not stand as it did, or was decided already. Load the page again and look.",
    "E-WEB-093": "what would follow is not what you were shown. Look at it below, then repeat the step.",
    "E-WEB-094": "hypotheses are weighed while an incident is under verification; it is '{value}'. Start or reopen it "
    "first.",
    "E-WEB-095": "a hypothesis of that name is weighed already, or was set aside. Choose another name.",
    "E-WEB-096": "{value} views are saved already. Take one off first.",
    "E-WEB-097": "{value} incidents are more than one step takes. Choose {most} or fewer.",
    "E-WEB-098": "it is not open to you. Load the list again.",
    "E-WEB-099": "{value} works on it. Ask them, or take it over on its own page.",
    "E-WEB-100": "it is longer than {most} MB, files left out. Send less at once.",
    "E-WEB-101": "more than {most} {what} came in one request. Send them in several, each with a key of its own.",
    "E-WEB-102": "something broke on the server, and nothing is kept that was not confirmed. Send it again with the "
    "same key, and tell the mission's administrator the X-Request-ID of this answer.",
    "E-WEB-103": "the role of the token's person does not allow this. Ask the mission's administrator if it should.",
    "E-WEB-104": "there is nothing of that name, or it is not open to you. Look its id up in the list that it is in.",
    "E-WEB-105": "{value} dropped it already, and the reason given stands with it. Load the page again; accept it, or "
    "leave it.",
    "E-WEB-120": "no clock showed {value} in {zone}: they were put forward over it. Write a time that one did show.",
    "E-WEB-007": "'{value}' is no noted entry. Write its number and hash as printed: 1042:9f2c…",
    # evidence
    "E-EVI-001": "its first bytes are of no kind that is kept here. Hand in pictures (JPEG, PNG, WebP, TIFF, HEIC), "
    "PDF, video (MP4, QuickTime, 3GP, WebM, Matroska) or sound (MP3, M4A, WAV, Ogg, FLAC, AMR).",
    "E-EVI-002": "the file is larger than {most} MB. Cut it into parts, or ask for a larger TRUCELINE_EVIDENCE_MB.",
    "E-EVI-003": "the file is empty. Look whether the copy on your device is complete and attach it again.",
    "E-EVI-004": "the store cannot be written: {cause}. Nothing was kept; ask the administrator to look at the disk.",
    "E-EVI-005": "{cause}. Leave the store as it is and compare it with a backup: truceline evidence verify",
    "E-EVI-006": "there is no working copy of this file. Who may open the original can look at that.",
    "E-EVI-007": "an original is opened for a reason. Write it down; it is kept in the log.",
    "E-EVI-008": "a form takes {most} files and this one came after them. Attach it on the page of the report.",
    # backups
    "E-BAK-001": "no service is kept there: {cause}. Name its folder with --data.",
    "E-BAK-002": "the {what} is not empty. Name an empty one: nothing is written over.",
    "E-BAK-003": "{cause}. Take another backup; this one cannot be trusted.",
    "E-BAK-004": "the backup cannot be written: {cause}. Choose another file with --to.",
    "E-BAK-005": "PostgreSQL's own program failed: {cause}. It must be of the server's version or newer.",
    "E-BAK-006": "the backup is of {kind}. For PostgreSQL name an empty database, for SQLite leave the variable out.",
    # time-stamps
    "E-STAMP-001": "the time-stamp authority does not answer: {cause}. Check TRUCELINE_TSA and the line, then repeat.",
    "E-STAMP-002": "{cause}. Keep the token as it is; check TRUCELINE_TSA_ROOTS, compare with a copy kept elsewhere.",
    "E-STAMP-003": "the file cannot be used: {cause}. Name another.",
    "E-STAMP-004": "no entry of the log is the one that this token stamps, at {at}: it was cut off or written anew. "
    "Keep the database as it is and compare it with a backup.",
}


@dataclass(frozen=True)
class Problem:
    """One coded message at one place. ``place`` is file, line and provision as far as known."""

    code: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.code} {self.place}: {self.message}"


def problem(code: str, place: str, **values: object) -> Problem:
    """Fill the message of ``code``. Raises KeyError if the code or one of its values is missing: a bug."""
    return Problem(code, place, MESSAGES[code].format(**values))


class TrucelineError(Exception):
    """Bad input, as one or more coded problems."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(str(p) for p in problems))
