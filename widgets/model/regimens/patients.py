"""The made-up patients of the course; learners choose from this list and never type one in."""

from dataclasses import dataclass

from widgets.model.kinetics import Patient


@dataclass(frozen=True)
class FictionalPatient:
    """A made-up adult of the course: an id, a one-line story, the weight used in the arithmetic."""

    id: str
    story: str
    weight_kg: float

    @property
    def label(self) -> str:
        """Weight and story in one line, for a list."""
        return f"{self.weight_kg:g} kg, {self.story}"

    @property
    def patient(self) -> Patient:
        """The part of the patient that the kinetics know."""
        return Patient(weight_kg=self.weight_kg)


FICTIONAL_PATIENTS = {
    each.id: each
    for each in (
        FictionalPatient("reference", "reference adult", 70),
        FictionalPatient("sarcoma", "pelvic sarcoma", 62),
        FictionalPatient("throat", "throat cancer, has lost much weight", 45),
        FictionalPatient("sacrum", "sacral metastases", 58),
        FictionalPatient("lung", "apical lung tumour", 80),
        FictionalPatient("myeloma", "myeloma", 110),
    )
}
