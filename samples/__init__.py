"""What do newcomers, tests and the demo send in? Photographs of papers of people who do not exist."""

from samples.album import SamplePaper, papers, take
from samples.berkas import APPLICATIONS, Application, arrival
from samples.camera import Shot, photograph
from samples.typesetting import typeset

__all__ = ["APPLICATIONS", "Application", "SamplePaper", "Shot", "arrival", "papers", "photograph", "take", "typeset"]
