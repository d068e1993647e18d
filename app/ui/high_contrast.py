"""The two palettes for people whose system asks for high contrast: text at least 7:1, lines at least 3:1 on every ground."""

from __future__ import annotations

from app.ui.colors import Colors

HIGH_LIGHT = Colors(
    window="#FFFFFF",
    surface="#FFFFFF",
    text="#000000",
    muted="#353B47",
    line="#5A6373",
    accent="#0B2E9E",
    accentsoft="#E3EAFF",
    failedsoft="#FFE6E3",
    hover="#EDEFF4",
    draft="#353B47",
    review="#5C3B00",
    changes="#7F1F08",
    approved="#0B4A27",
    scheduled="#0B2E9E",
    published="#0B4A27",
    failed="#850E09",
    unsure="#55207F",
    holiday="#850E09",
    warn="#5C3B00",
    over="#55207F",
)
HIGH_DARK = Colors(
    window="#000000",
    surface="#07080A",
    text="#FFFFFF",
    muted="#D3D9E4",
    line="#8D97A8",
    accent="#B9CBFF",
    accentsoft="#14203F",
    failedsoft="#351312",
    hover="#1A1E26",
    draft="#D3D9E4",
    review="#FFD27A",
    changes="#FFB9A6",
    approved="#8BE5B0",
    scheduled="#B9CBFF",
    published="#8BE5B0",
    failed="#FFB4AD",
    unsure="#DFC4FA",
    holiday="#FFB4AD",
    warn="#FFD27A",
    over="#DFC4FA",
)
