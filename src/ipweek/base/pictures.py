"""Pictures: bounds, and re-encoding that leaves nothing of the place and device a photo was taken with."""

import io
import struct

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from ipweek.base.errors import Refusal

MOST_PIXELS = 60_000_000
MAX_SIDE = 2560

_DAMAGED = "图片已损坏，无法打开，请重新拍摄或另存后上传。"
_ERRORS = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, ArithmeticError, MemoryError)


def check(data: bytes) -> tuple[int, int]:
    """Return width and height as shown.

    Raises:
        Refusal: if the picture is damaged or has too many pixels.
    """
    with _open(data) as picture:
        return _upright(picture).size


def clean_image(data: bytes, max_side: int = MAX_SIDE) -> bytes:
    """Re-encode a JPEG, PNG or WebP upright, in sRGB, without any metadata (EXIF, GPS, comments, previews).

    Args:
        data: the picture.
        max_side: longest side in pixels; larger ones are made smaller, smaller ones left.

    Raises:
        Refusal: if the picture is damaged, too large, or of another format.
    """
    with _open(data) as picture:
        form = picture.format
        if form not in {"JPEG", "PNG", "WEBP"}:
            raise Refusal("只接受 JPG、PNG、WebP 图片，请另存后重新上传。")
        clean = _plain(_upright(picture), form)
    clean.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if form == "PNG":
        clean.save(out, "PNG", optimize=True)
    else:
        clean.save(out, form, quality=85)
    return out.getvalue()


def _open(data: bytes) -> Image.Image:
    """Open and wholly decode a picture; the number of pixels is checked before any is unpacked."""
    try:
        picture = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
        if picture.width * picture.height > MOST_PIXELS:
            raise Refusal(f"图片像素过大（{picture.width}×{picture.height}），请缩小后重新上传。")
        picture.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refusal("图片像素过大，请缩小后重新上传。") from error
    except _ERRORS as error:
        raise Refusal(_DAMAGED) from error
    return picture


def _upright(picture: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except (*_ERRORS, struct.error, KeyError, TypeError):
        return picture  # broken metadata say nothing about the orientation; they are dropped anyway


def _plain(picture: Image.Image, form: str) -> Image.Image:
    """Return a copy of the pixels alone, converted to sRGB."""
    alpha = form != "JPEG" and (picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info)
    profile = picture.info.get("icc_profile")
    colours = picture.convert("RGBA" if alpha else "RGB") if picture.mode != "CMYK" else picture
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(
                colours, source, target, outputMode="RGBA" if colours.mode == "RGBA" else "RGB"
            )
            colours = converted or colours
        except (ImageCms.PyCMSError, OSError):
            pass  # an unreadable profile: the bare values are the best guess there is
    if colours.mode == "CMYK":
        colours = colours.convert("RGB")
    # A new picture: `info` of the old one would be written out again by some formats.
    clean = Image.new(colours.mode, colours.size)
    clean.paste(colours)
    return clean
