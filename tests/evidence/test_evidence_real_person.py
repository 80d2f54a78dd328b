"""What looks like a real person is named; a made-up patient and a cited author are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.guard.real_person import person_problems

REAL = {
    "Mr Smith has pain.": "PERSON_TITLE",
    "Mrs. O'Brien has pain.": "PERSON_TITLE",
    "Frau Müller liegt auf der Station.": "PERSON_TITLE",
    "Herr von der Heide": "PERSON_TITLE",
    "Dr. Jones asks for ketamine.": "PERSON_TITLE",
    "Ms J. Doe": "PERSON_TITLE",
    "Prof\u200b Weber": "PERSON_TITLE",
    "A man called Peter has pain.": "PERSON_NAMED",
    "Patient, name: Anna": "PERSON_NAMED",
    "MRN 1234567": "PERSON_NUMBER",
    "MRN: 12-34-567": "PERSON_NUMBER",
    "NHS number 943 476 5919": "PERSON_NUMBER",
    "hospital no. H1234567": "PERSON_NUMBER",
    "Her record 00482913 says so.": "PERSON_NUMBER",
    "She, 123456, has pain.": "PERSON_NUMBER",
    "SSN 123-45-6789": "PERSON_NUMBER",
    "DOB 3/4/1961": "PERSON_BIRTHDAY",
    "born on 3 April 1961": "PERSON_BIRTHDAY",
    "born April 3, 1961": "PERSON_BIRTHDAY",
    "date of birth: 1961-04-03": "PERSON_BIRTHDAY",
    "geb. 03.04.1961": "PERSON_BIRTHDAY",
    "seen on 03.04.2024": "PERSON_BIRTHDAY",
    "write to anna@example.org": "PERSON_ADDRESS",
    "call +49 30 1234567": "PERSON_ADDRESS",
}
MADE_UP = [
    "A woman of 62 years, 70 kg, with pelvic sarcoma.",
    "The doctor asks; the nurse answers. Sister ward.",
    "Hardy and colleagues, 2012, 185 patients.",
    "Schwenk ES, Viscusi ER, Reg Anesth Pain Med 2018; 43: 456-466.",
    "1,000,000 people, 100,000 doses.",
    "doi 10.1200/JCO.2012.42.1081",
    "Day 3 of 5, hour 20, blood pressure 190/110 mmHg.",
    "ketamine 0.1 mg/kg/h, 10 mg/mL, 0.7 mL/h",
    "Case 12 of the set; chart 4.",
    "Miss none of the six doors.",
    "A trial that ran from 2008 to 2011.",
    "Mr. and Mrs. are titles.",
]


@pytest.mark.parametrize(("text", "rule"), REAL.items())
def test_what_looks_like_a_real_person_is_named(text, rule):
    assert rule in " ".join(person_problems(text))


@pytest.mark.parametrize("text", MADE_UP)
def test_what_is_made_up_or_cited_is_left_alone(text):
    assert person_problems(text) == []


@given(
    st.sampled_from(["Mr", "Mrs", "Ms", "Dr", "Frau", "Herr"]),
    st.from_regex("[A-Z][a-z]{3,9}", fullmatch=True),
)
def test_any_title_with_any_surname_is_named(title, surname):
    said = person_problems(f"Then {title} {surname.strip()} came in.")
    assert said


@given(st.integers(100_000, 10**12))
def test_any_long_number_without_commas_is_named(number):
    assert person_problems(f"The chart of {number} says so.")
    assert person_problems(f"It is {number:,} of them.") == []


@pytest.mark.parametrize(
    "text",
    [
        "MRS JONES has pain.",
        "mr smith has pain.",
        "Mr. K. has pain.",
        "Mr K has pain.",
        "Patient: Anna K.",
        "John Smith, 62 years, has pain.",
        "Smith, John",
        "born on the 3rd of March 1961",
        "03-04-1961",
        "1961-03-04",
        "the patient Maria Lopez",
        "Tom, 54, has pain.",
    ],
)
def test_a_name_or_a_birthday_without_its_usual_title_is_named_too(text):
    assert person_problems(text)


@pytest.mark.parametrize(
    "text",
    [
        "Pan American guidelines list it.",
        "The Nurse Practitioner of the ward.",
        "The Sister Study found nothing.",
        "Professor Hardy's trial gave it.",
        "Sir William Osler said so.",
        "A cohort of 1234567 people.",
        "Corrected on 2026-11-27.",
    ],
)
def test_a_study_a_guideline_and_a_cohort_are_no_person(text):
    assert person_problems(text) == []
