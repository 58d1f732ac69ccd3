import { describe, expect, test } from 'vitest';
import { functionOf, ofType, onlyOne, resourcesOf, said, synthesized } from './synthesized.ts';

const { state, service } = synthesized();
const keys = resourcesOf(state);
const resources = resourcesOf(service);
const variablesOf = (verb: string) => functionOf(resources, verb).Properties.Environment.Variables;

describe.each(['ReceiptKey', 'RequestKey'])('the %s', (id) => {
  const { Properties, DeletionPolicy, UpdateReplacePolicy } = onlyOne(keys, 'AWS::KMS::Key', id);

  test('signs by ES256, and does nothing else', () => {
    expect(Properties).toMatchObject({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    expect(Properties.Description).toMatch(/./);
  });

  test('outlives its stack: what it has signed is to be checked for years', () => {
    expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
  });
});

test('receipts and requests are not signed by the same key', () => {
  const { RECEIPT_KEY, REQUEST_KEY } = variablesOf('purge-account');

  expect([RECEIPT_KEY, REQUEST_KEY].map(said)).toEqual(['ReceiptKey', 'RequestKey']);
});

test('every key is published', () => {
  const all = ofType(keys, 'AWS::KMS::Key').filter(([, { Properties }]) => Properties.KeyUsage === 'SIGN_VERIFY');
  const published = said(variablesOf('get-keys').PUBLISHED_KEYS).split(',');

  expect(published).toEqual(['ReceiptKey', 'RequestKey']);
  expect(published).toHaveLength(all.length);
});

test('the last mail knows where the API answers', () => {
  expect(said(variablesOf('publish-changes').API_URL)).toBe('AccountApiGatewayApi.ApiEndpoint');
});
