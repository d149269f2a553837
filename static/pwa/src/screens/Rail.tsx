import { useEffect, useState } from 'preact/hooks';
import { drawingOf } from '../components/category-icons';
import { Drawing, Icon } from '../components/Icon';
import { t } from '../i18n/t';
import type { Section } from './Choose';

const LAID_OUT_MS = 120;

/** The groups as a rail: a tap jumps, and scrolling moves the mark. */
export function Rail({ sections, start }: { sections: Section[]; start: string }) {
  const [current, setCurrent] = useState(start);
  const jump = (code: string) => {
    setCurrent(code);
    const come = () =>
      code === sections[0]?.code
        ? scrollTo(0, 0)
        : document.getElementById(`group-${code}`)?.scrollIntoView();
    come();
    // What stands around it is laid out only then, and may be larger than the room that was kept.
    setTimeout(come, LAID_OUT_MS);
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
        if (there) setCurrent(there.target.id.replace('group-', ''));
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
