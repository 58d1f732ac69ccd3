import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ofType, resourcesOf, synthesized } from './synthesized.ts';

const { state, service, web } = synthesized();
const alarms = [state, service, web].flatMap((template) =>
  ofType(resourcesOf(template), 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties),
);
/** What the link to a heading is, on the forges that show it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
const [, chapter = ''] = /^## Alarms\n(.*?)(?=^## |$(?![\s\S]))/ms.exec(readFileSync('docs/runbook.md', 'utf8')) ?? [];
const sections = [...chapter.matchAll(/^### (.*)\n\n(.+)/gm)].map(([, heading, text]) => ({
  anchor: anchorOf(heading!),
  text: text!,
}));

test('every alarm ends with the section of the runbook that says what to do, and every section has its alarm', () => {
  const linked = alarms.map(
    ({ AlarmDescription }) => /\. What to do: docs\/runbook\.md#([\w-]+)$/.exec(AlarmDescription)?.[1],
  );

  expect(linked.length).toBeGreaterThan(15);
  expect(linked.toSorted()).toEqual(sections.map(({ anchor }) => anchor).toSorted());
});
