import type { Export, ExportIn } from '../api.ts';
import type { ServerClock } from '../clock.ts';
import { size } from '../format.ts';
import { Moment } from '../parts/moment.tsx';
import { strings } from '../strings.ts';

/** A URL that ends while the click is on its way is of no use. */
const MARGIN = 5_000;

interface ExportFilesProps {
  readonly copy: ExportIn<'ready'>;
  readonly clock: ServerClock;
  readonly refresh: () => Promise<readonly Export[] | null>;
}

/** The files of one copy, and how long they are there. */
export function ExportFiles({ copy, clock, refresh }: ExportFilesProps) {
  const { exportId, archives, requestedAt, availableUntil, expiresAt } = copy;
  const words = strings.export;

  const download = async (event: Event, index: number) => {
    if (clock.now() < Date.parse(expiresAt) - MARGIN) return;
    event.preventDefault();
    const fresh = (await refresh())?.find((each) => each.exportId === exportId);
    if (fresh?.state === 'ready') location.assign(fresh.archives[index]!.url);
  };
  const label = (bytes: number, index: number) =>
    archives.length === 1 ? words.download(size(bytes)) : words.part(index + 1, archives.length, size(bytes));
  return (
    <section class="copy">
      <h3>
        {words.copyOf} <Moment at={requestedAt} />
      </h3>
      <p>
        {words.until} <Moment at={availableUntil} />.{archives.length > 1 && ` ${words.parts}`}
      </p>
      <p class="actions">
        {archives.map(({ name, url, bytes }, index) => (
          <a key={name} class="button plain" href={url} onClick={(event) => void download(event, index)}>
            {label(bytes, index)}
          </a>
        ))}
      </p>
      <details class="small">
        <summary>{words.sums}</summary>
        <dl class="sums">
          {archives.map(({ name, sha256 }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{sha256}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
