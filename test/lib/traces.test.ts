import { describe, expect, test } from 'vitest';
import { allowedTo, exampleSettings, functionOf, ofType, onlyOne, resourcesOf, synthesized } from './synthesized.ts';

const resources = resourcesOf(synthesized().service);
const functions = ofType(resources, 'AWS::Lambda::Function').map(([, { Properties }]) => Properties);

test('a saved query follows one account through the logs of all functions', () => {
  const { QueryString, LogGroupNames } = onlyOne(resources, 'AWS::Logs::QueryDefinition').Properties;

  expect(QueryString).toContain('filter message.accountId = ');
  expect(LogGroupNames.map(({ Ref }: { Ref: string }) => Ref).sort()).toEqual(
    functions.map(({ LoggingConfig }) => LoggingConfig.LogGroup.Ref).sort(),
  );
});

describe('X-Ray', () => {
  test('sees nothing unless the settings say so, for it has to be allowed on everything', () => {
    for (const { TracingConfig } of functions) expect(TracingConfig).toBeUndefined();
    expect(JSON.stringify(resources)).not.toContain('xray:');
  });

  test('sees every function where they do', () => {
    const traced = resourcesOf(synthesized({ ...exampleSettings(), traces: true }).service);
    const roleId = functionOf(traced, 'purge-account').Properties.Role['Fn::GetAtt'][0];

    for (const [, { Properties }] of ofType(traced, 'AWS::Lambda::Function'))
      expect(Properties.TracingConfig).toEqual({ Mode: 'Active' });
    expect(allowedTo(traced, roleId)).toContain('xray:PutTraceSegments on *');
  });
});
