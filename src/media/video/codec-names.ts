const codecs: Readonly<Record<string, string>> = { avc: 'h264', 'pcm-s16': 'pcm_s16le' };

const formats: Readonly<Record<string, string>> = {
  MP4: 'QuickTime / MOV',
  'QuickTime File Format': 'QuickTime / MOV',
  Matroska: 'Matroska / WebM',
  WebM: 'Matroska / WebM',
};

/** A codec as ffmpeg and the API name it; other names stay as they are. */
export const codecName = (codec: string): string => codecs[codec] ?? codec;

/** A container as ffmpeg and the API name it; other names stay as they are. */
export const formatName = (format: string): string => formats[format] ?? format;
