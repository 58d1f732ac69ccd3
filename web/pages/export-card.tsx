import { useLayoutEffect } from 'preact/hooks';
import type { ExportIn } from '../api.ts';
import { number } from '../format.ts';
import { Button } from '../parts/button.tsx';
import { Card, focusOn } from '../parts/card.tsx';
import { Failure, useWait, waitingLabel } from '../parts/failure.tsx';
import { Moment } from '../parts/moment.tsx';
import { strings } from '../strings.ts';
import type { AccountView } from '../use-account.ts';
import { type ExportsView, useExports } from '../use-exports.ts';
import { ExportFiles } from './export-files.tsx';

/** A copy of the data: the way to ask for one, how it stands, and where it is. */
export function ExportCard({ view, inGrace }: { view: AccountView; inGrace: boolean }) {
  const exports = useExports(view);
  const { preparing, ready, problem, news } = exports;
  const [newest, ...earlier] = ready;
  const words = strings.export;
  useLayoutEffect(() => {
    // The button that was pressed is gone.
    if (news === words.news.asked) focusOn('export-news');
  }, [news, words]);
  const files = (copy: ExportIn<'ready'>) => (
    <ExportFiles key={copy.exportId} copy={copy} clock={view.clock} refresh={exports.refresh} />
  );
  return (
    <Card id="export" title={words.title}>
      <p>{words.text}</p>
      {inGrace && <p class="aside">{words.inGrace}</p>}
      <p id="export-news" class="news" role="status" tabIndex={-1}>
        {news}
      </p>
      {preparing && (
        <p>
          <span class="spinner" aria-hidden="true" /> {words.preparing} <Moment at={preparing.requestedAt} />.{' '}
          {words.leave}
        </p>
      )}
      <Failed exports={exports} />
      {newest && files(newest)}
      {earlier.length > 0 && (
        <details class="earlier">
          <summary>{words.earlier(number(earlier.length))}</summary>
          {earlier.map(files)}
        </details>
      )}
      {!preparing && (problem ? <LookAgain exports={exports} /> : <Ask exports={exports} />)}
    </Card>
  );
}

/** The newest one, if it came to nothing, and unless that is just what is news. */
function Failed({ exports: { exports, news } }: { exports: ExportsView }) {
  const [last] = exports ?? [];
  if (last?.state !== 'failed' || news === strings.export.news.failed) return null;
  return (
    <p class="failure">
      {strings.export.failed} <Moment at={last.requestedAt} />.
    </p>
  );
}

function Ask({ exports: { exports, busy, failed, ask } }: { exports: ExportsView }) {
  const words = strings.export;
  const wait = useWait(failed);
  const [last] = exports ?? [];
  const label = last === undefined ? words.ask : last.state === 'failed' ? words.retry : words.again;
  return (
    <>
      <p class="actions">
        <Button busy={busy} off={exports === null || wait > 0} onClick={ask}>
          {waitingLabel(label, wait)}
        </Button>
      </p>
      <Failure problem={failed} />
    </>
  );
}

function LookAgain({ exports: { problem, refresh } }: { exports: ExportsView }) {
  return (
    <>
      <Failure problem={problem} />
      <p class="actions">
        <Button onClick={() => void refresh()}>{strings.frame.retry}</Button>
      </p>
    </>
  );
}
