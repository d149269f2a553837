import { useEffect, useState } from 'preact/hooks';
import { drawingOf } from '../components/category-icons';
import { Drawing, Icon } from '../components/Icon';
import { t } from '../i18n/t';
import type { Section } from './Choose';

/** The groups as a rail: a tap jumps, and scrolling moves the mark. */
export function Rail({ sections, start }: { sections: Section[]; start: string }) {
  const [current, setCurrent] = useState(start);
  const jump = (code: string, smooth: boolean) => {
    setCurrent(code);
    const first = code === sections[0]?.code;
    const target = document.getElementById(`group-${code}`);
    if (first) scrollTo({ top: 0 });
    else target?.scrollIntoView({ block: 'start', behavior: smooth ? 'smooth' : 'auto' });
    document.getElementById(`rail-${code}`)?.scrollIntoView({ inline: 'center', block: 'nearest' });
  };
  useEffect(() => {
    if (start !== sections[0]?.code) jump(start, false);
  }, [start]);
  useEffect(() => {
    // The strip just under the heading: the group that stands there is the one being looked at.
    const watcher = new IntersectionObserver(
      (entries) => {
        const there = entries.find((entry) => entry.isIntersecting);
        if (there) setCurrent(there.target.id.replace('group-', ''));
      },
      { rootMargin: '-200px 0px -70% 0px' },
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
          onClick={() => jump(section.code, true)}
          data-testid={`group-${section.code}`}
        >
          {section.icon === 'star' ? <Icon name="star" /> : <Drawing node={drawingOf(section.icon)} />}
          {section.words}
        </button>
      ))}
    </nav>
  );
}
