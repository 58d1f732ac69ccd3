import { expect, test } from 'vitest';
import { matches } from '../../../local/streams/filter.ts';

const event = {
  eventName: 'INSERT',
  count: 5,
  tags: ['one', 'two'],
  dynamodb: { Keys: { sk: { S: 'OWED#notice#1' } }, NewImage: { state: { S: 'Purged' } } },
};

test.each([
  [{}, true],
  [{ eventName: ['INSERT', 'MODIFY'] }, true],
  [{ eventName: ['REMOVE'] }, false],
  [{ eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'OWED#notice#' }] } } } }, true],
  [{ eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'OWED#schedule#' }] } } } }, false],
  [{ dynamodb: { Keys: { sk: { S: [{ suffix: '#1' }] } } } }, true],
  [{ dynamodb: { NewImage: { state: { S: [{ 'equals-ignore-case': 'purged' }] } } } }, true],
  [{ dynamodb: { NewImage: { state: { S: [{ 'anything-but': ['Active', 'Purged'] }] } } } }, false],
  [{ dynamodb: { NewImage: { state: { S: [{ 'anything-but': { prefix: 'A' } }] } } } }, true],
  [{ dynamodb: { NewImage: { expiresAt: [{ exists: false }] } } }, true],
  [{ dynamodb: { OldImage: { state: { S: [{ exists: true }] } } } }, false],
  [{ count: [{ numeric: ['>', 4, '<=', 5] }] }, true],
  [{ count: [{ numeric: ['=', 4] }] }, false],
  [{ tags: ['two'] }, true],
  [{ $or: [{ eventName: ['REMOVE'] }, { count: [5] }] }, true],
])('%j: %s', (pattern, passes) => {
  expect(matches(event, pattern)).toBe(passes);
});

test('refuses a rule that it does not understand', () => {
  expect(() => matches(event, { eventName: [{ wildcard: '*' }] })).toThrow('"wildcard"');
});
