import { expect, test } from 'vitest';
import { toneOf } from '../../local/tone.ts';

test('a tone is a WAV file of a second, whose header says what is in it', () => {
  const file = toneOf(440);

  expect(file.toString('latin1', 0, 4) + file.toString('latin1', 8, 12)).toBe('RIFFWAVE');
  expect(file.readUInt32LE(4)).toBe(file.length - 8);
  expect(file.readUInt32LE(40)).toBe(file.length - 44);
  expect(file.readUInt32LE(40) / file.readUInt32LE(28)).toBe(1);
  // It swings around the middle, 440 times.
  const samples = [...file.subarray(44)];
  const crossings = samples.filter((sample, n) => n > 0 && sample >= 128 && samples[n - 1]! < 128);
  expect(Math.abs(crossings.length - 440)).toBeLessThanOrEqual(1);
});
