import { useEffect, useRef, useState } from 'preact/hooks';
import { drawingOf } from '../components/category-icons';
import { Drawing, Icon } from '../components/Icon';
import { t } from '../i18n/t';
import type { Section } from './Choose';

const FOLLOWED_MS = 2_000;

/**
 * Go there, and again whenever the page has grown meanwhile: what stands around it is laid out only when it is near, and may be
 * larger than the room that was kept. Ends by itself, by the function it gives, or when the person goes on.
 */
function follow(come: () => void, ended: () => void): () => void {
  come();
  const again = new ResizeObserver(come);
  again.observe(document.body);
  const over = ['pointerdown', 'wheel', 'keydown'];
  const end = () => {
    again.disconnect();
    clearTimeout(timer);
    for (const kind of over) removeEventListener(kind, end, true);
    ended();
  };
  const timer = setTimeout(end, FOLLOWED_MS);
  for (const kind of over) addEventListener(kind, end, true);
  return end;
}

/** The groups as a rail: a tap jumps, and scrolling moves the mark. */
export function Rail({ sections, start }: { sections: Section[]; start: string }) {
  const [current, setCurrent] = useState(start);
  const jumping = useRef<(() => void) | undefined>(undefined);
  useEffect(() => () => jumping.current?.(), []);
  const jump = (code: string) => {
    setCurrent(code);
    jumping.current?.();
    jumping.current = follow(
      () =>
        code === sections[0]?.code
          ? scrollTo(0, 0)
          : document.getElementById(`group-${code}`)?.scrollIntoView(),
      () => {
        jumping.current = undefined;
      },
    );
    // The rail alone: to ask that its button come into view would end the page's own way there.
    const button = document.getElementById(`rail-${code}`);
    button?.parentElement?.scrollTo({ left: button.offsetLeft - innerWidth / 3 });
  };
  useEffect(() => {
    if (start !== sections[0]?.code) jump(start);
  }, [start]);
  useEffect(() => {
    // The strip just under the heading: the group that stands there is the one being looked at.
    const watcher = new IntersectionObserver(
      (entries) => {
        const there = entries.find((entry) => entry.isIntersecting);
        // The last groups never come up as far; a jump has marked the one that was meant.
        if (there && !jumping.current) setCurrent(there.target.id.replace('group-', ''));
      },
      { rootMargin: '-204px 0px -60% 0px' },
    );
    for (const section of sections) {
      const element = document.getElementById(`group-${section.code}`);
      if (element) watcher.observe(element);
    }
    return () => watcher.disconnect();
  }, [sections.length]);
  return (
    <nav class="rail" aria-label={t('choose.groups')}>
      {sections.map((section) => (
        <button
          type="button"
          key={section.code}
          id={`rail-${section.code}`}
          aria-pressed={current === section.code}
          onClick={() => jump(section.code)}
          data-testid={`group-${section.code}`}
        >
          {section.icon === 'star' ? <Icon name="star" /> : <Drawing node={drawingOf(section.icon)} />}
          {section.words}
        </button>
      ))}
    </nav>
  );
}
