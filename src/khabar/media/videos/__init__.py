"""Video: uploads, transcoding with ffmpeg, captions, and who may see it."""
