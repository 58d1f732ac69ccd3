const SAMPLES_PER_SECOND = 8_000;
const HEADER = 44;

/** A second of a tone as a WAV file: 8 kHz, 8 bits, one channel. */
export function toneOf(hertz: number): Buffer {
  const file = Buffer.alloc(HEADER + SAMPLES_PER_SECOND);
  file.write('RIFF', 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  file.writeUInt32LE(SAMPLES_PER_SECOND, 28);
  file.writeUInt16LE(1, 32);
  file.writeUInt16LE(8, 34);
  file.write('data', 36);
  file.writeUInt32LE(SAMPLES_PER_SECOND, 40);
  for (let n = 0; n < SAMPLES_PER_SECOND; n++)
    file[HEADER + n] = 128 + Math.round(60 * Math.sin((2 * Math.PI * hertz * n) / SAMPLES_PER_SECOND));
  return file;
}
