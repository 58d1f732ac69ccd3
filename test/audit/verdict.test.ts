import { expect, it } from 'vitest';
import { verdictOn } from '../../audit/verdict.ts';

const report = (vulnerabilities: object) => JSON.stringify({ auditReportVersion: 2, vulnerabilities });

it.each([
  ['nothing at all', report({})],
  ['what is not serious', report({ a: { severity: 'low' }, b: { severity: 'moderate' } })],
])('lets %s pass', (_, output) => {
  expect(verdictOn(output)).toEqual({ is: 'clean' });
});

it('names the packages that something serious is known against', () => {
  const output = report({ a: { severity: 'high' }, b: { severity: 'low' }, c: { severity: 'critical' } });

  expect(verdictOn(output)).toEqual({ is: 'unsafe', packages: ['a (high)', 'c (critical)'] });
});

it.each([
  ['the registry has no such service', JSON.stringify({ message: '405 Method Not Allowed' }), '405 Method Not Allowed'],
  [
    'there is no network',
    JSON.stringify({ error: { code: 'ENOTFOUND', summary: 'request failed' } }),
    'request failed',
  ],
  ['npm was ended', '', 'npm printed no report'],
])('does not know where %s, and says why', (_, output, why) => {
  expect(verdictOn(output)).toEqual({ is: 'unknown', why });
});
