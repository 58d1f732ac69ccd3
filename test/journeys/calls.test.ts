import { describe, expect, it } from 'vitest';
import { holdingsIn } from '../../local/platform.ts';
import { system } from '../support/system.ts';

const local = system({ seed: null });

/** The calls to AWS that the API's function made for one request. */
async function callsOf(act: () => Promise<unknown>, functionName: string): Promise<string[]> {
  const { calls } = local.parts.wire;
  calls.clear();
  await act();
  return calls
    .all()
    .filter(({ caller }) => caller.toLowerCase().includes(functionName))
    .map(({ service, operation }) => `${service} ${operation}`);
}

const LOAD = 'dynamodb Query';
const SAVE = 'dynamodb TransactWriteItems';

describe('calls to AWS per route, and no more', () => {
  it('is one for the status, and two for each change', async () => {
    const owner = await local.as('ada');

    expect(await callsOf(() => owner('GET', '/account'), 'getaccount')).toEqual([LOAD]);
    expect(await callsOf(() => owner('PUT', '/account/deactivation'), 'deactivateaccount')).toEqual([LOAD, SAVE]);
    expect(await callsOf(() => owner('DELETE', '/account/deactivation'), 'reactivateaccount')).toEqual([LOAD, SAVE]);
  });

  it('is two and the mail for a request, two for its confirmation, two for its cancel', async () => {
    const owner = await local.as('ada');

    const request = await callsOf(() => owner('POST', '/account/deletion'), 'requestdeletion');
    const token = await local.linkFor({ email: 'ada@acme.example' });
    const confirming = () => owner('POST', '/account/deletion/confirmation', { token });

    expect(request).toEqual([LOAD, SAVE, 'sesv2 SendEmail']);
    expect(await callsOf(confirming, 'confirmdeletion')).toEqual([LOAD, SAVE]);
    expect(await callsOf(confirming, 'confirmdeletion')).toEqual([LOAD]);
    expect(await callsOf(() => owner('DELETE', '/account/deletion'), 'canceldeletion')).toEqual([LOAD, SAVE]);
    expect(await callsOf(() => owner('DELETE', '/account/deletion'), 'canceldeletion')).toEqual([LOAD]);
  });

  it('is two for an export, and one to look at it, however many URLs there are in the answer', async () => {
    const owner = await local.as('ada');

    expect(await callsOf(() => owner('POST', '/account/exports'), 'requestexport')).toEqual([LOAD, SAVE]);
    const [{ exportId }] = (await owner('GET', '/account/exports')).body.exports;
    const look = () => owner('GET', `/account/exports/${exportId}`);
    await local.until(async () => (await look()).body.state === 'ready', 20_000);

    expect(await callsOf(look, 'getexport')).toEqual([LOAD]);
    expect(await callsOf(() => owner('GET', '/account/exports'), 'listexports')).toEqual([LOAD]);
  });

  it('is one save more for a request whose mail fails', async () => {
    const owner = await local.as('dora');
    // What the tests before owe is sent first: the fault is for this mail.
    await local.advance('PT1S');
    await local.local('POST', '/faults', { service: 'sesv2', operation: 'SendEmail', times: 1, kind: 'error' });

    const request = await callsOf(() => owner('POST', '/account/deletion'), 'requestdeletion');

    expect(request).toEqual([LOAD, SAVE, 'sesv2 SendEmail', SAVE]);
  });

  it('is one save more for a request behind one that has expired, and that nobody has swept yet', async () => {
    const { owner: user } = await local.account();
    await (await local.as(user))('POST', '/account/deletion');
    await local.advance('P1D');
    const owner = await local.as(user);

    const request = await callsOf(() => owner('POST', '/account/deletion'), 'requestdeletion');

    expect(request).toEqual([LOAD, SAVE, SAVE, 'sesv2 SendEmail']);
  });

  it('is at most the holdings and two for the preview', async () => {
    const owner = await local.as('dora');

    const preview = await callsOf(() => owner('GET', '/account/deletion/preview'), 'previewdeletion');

    expect(preview.length).toBeLessThanOrEqual(holdingsIn(local.parts.template).length + 2);
  });
});
