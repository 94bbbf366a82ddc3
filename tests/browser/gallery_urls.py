"""The program's addresses with the gallery, which only development offers otherwise."""

from django.urls import path

from danvan.gallery import gallery
from danvan.urls import urlpatterns as program_urls

urlpatterns = [path("_gallery/", gallery, name="gallery"), *program_urls]
