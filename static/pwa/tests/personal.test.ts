import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findPersonal, type Known, withoutPersonal } from '../src/reports/personal';

const seen = (text: string, known?: Known): string[] =>
  findPersonal(text, known).map(
    ({ kind, start, end }) => `${kind}: ${text.normalize('NFC').slice(start, end)}`,
  );

const OWN: Known = {
  people: ['Phạm Văn Thành', 'Nguyễn Hoàng Phương Quỳnh Như'],
  places: ['Tổ BVANTT thôn Suối Cạn', 'Suối Cạn', 'Ngã ba cây đa', 'Cầu Anh Trỗi', 'Quán chị Lan'],
};

describe('what a text says of a person', () => {
  it.each([
    ['số 079123456789 của một người', 'card: 079123456789'],
    ['CCCD 079 123 456 789', 'card: 079 123 456 789'],
    ['cccd: 079.123.456.789.', 'card: 079.123.456.789'],
    ['CMND 241234567', 'card: 241234567'],
    ['cmnd 241 234 567', 'card: 241 234 567'],
    ['gọi 0912345678', 'telephone: 0912345678'],
    ['gọi 0912 345 678 hai lần', 'telephone: 0912 345 678'],
    ['0912.345.678', 'telephone: 0912.345.678'],
    ['đt 091-234-5678', 'telephone: 091-234-5678'],
    ['(+84 912 345 678)', 'telephone: +84 912 345 678'],
    ['09 12 34 56 78', 'telephone: 09 12 34 56 78'],
    ['máy bàn 02633 123456 gọi lại lúc 22 giờ', 'telephone: 02633 123456'],
    ['xe 49-X1 234.56 chạy nhanh', 'plate: 49-X1 234.56'],
    ['xe 49X123456', 'plate: 49X123456'],
    ['xe 49x1 23456', 'plate: 49x1 23456'],
    ['ô tô 51F-123.45', 'plate: 51F-123.45'],
    ['ô tô 29LD-123.45', 'plate: 29LD-123.45'],
    ['xe cũ 49F1-1234', 'plate: 49F1-1234'],
    ['49P1 - 123.45', 'plate: 49P1 - 123.45'],
    ['ông Nguyễn Văn Ba say rượu', 'name: ông Nguyễn Văn Ba'],
    ['Ông Ba say rượu', 'name: Ông Ba'],
    ['gặp anh Hùng ở cổng chợ', 'name: anh Hùng'],
    ['chị Lan Anh nhờ dắt xe', 'name: chị Lan Anh'],
    ['cháu Bảo lạc mẹ', 'name: cháu Bảo'],
    ['bác Sáu báo tin', 'name: bác Sáu'],
    ['anh Hùng Tổ 3 đi cùng', 'name: anh Hùng'],
    ['Nguyễn Thị Hoa mất xe', 'name: Nguyễn Thị Hoa'],
    ['chủ xe là Trần Minh', 'name: Trần Minh'],
    ['Hồ Thị Kim Chi đánh nhau', 'name: Hồ Thị Kim Chi'],
    ['nguyễn văn ba say rượu', 'name: nguyễn văn ba'],
    ['LÊ THỊ HỒNG gây rối', 'name: LÊ THỊ HỒNG'],
    ['Nguyễn Văn A bỏ đi', 'name: Nguyễn Văn A'],
    ["K'Brêl báo mất bò", "name: K'Brêl"],
    ['gap anh Hung o cong cho', 'name: anh Hung'],
    ['ong Nguyen Van Ba say ruou', 'name: ong Nguyen Van Ba'],
    ['Tran Van Nam mat xe', 'name: Tran Van Nam'],
    ['Nguyen Hoa mat xe', 'name: Nguyen Hoa'],
    ['nguyen van ba say', 'name: nguyen van ba'],
    ['nhóm theo đạo Tin Lành', 'label: theo đạo Tin Lành'],
    ['nhóm giáo dân tụ tập', 'label: giáo dân'],
    ['mấy người Công giáo', 'label: người Công giáo'],
    ['hai người Kinh cãi nhau', 'label: người Kinh'],
    ['người dân tộc thiểu số', 'label: người dân tộc thiểu số'],
    ['người dân tộc K’Ho', 'label: người dân tộc K’Ho'],
    ['đồng bào Chăm', 'label: đồng bào Chăm'],
    ['nguoi dan toc ra ray', 'label: nguoi dan toc'],
    ['nhom tin lanh', 'label: tin lanh'],
  ])('is found in "%s"', (text, found) => {
    expect(seen(text)).toEqual([found]);
    expect(seen(text.normalize('NFD'))).toEqual([found]);
  });

  it.each([
    'một bác bán hàng kể lại',
    'anh em đi đủ ba vòng',
    'Anh em Tổ 3 cùng đi',
    'mấy anh Công an xã đến lúc 1 giờ',
    'báo bác Tổ trưởng và chú Trưởng thôn',
    'ông Chủ tịch Ủy ban đi cùng',
    'Cổng chợ, 22 giờ 40',
    'đã gọi 113, 114 và 115',
    'ngày 02.11.2026 22 giờ 30',
    '02/11/2026',
    'mất khoảng 150000000 đồng, sau nói 150.000.000',
    'kinh phí 250 000 000',
    'rộng 50m2, dài 1500 m',
    'đường Nguyễn Trãi, trước trường Lê Lợi',
    'Cầu Nguyễn Văn Trỗi nước chảy mạnh',
    'trường tiểu học Trần Phú',
    'đường Hồ Chí Minh',
    'Nhà Văn Hóa Suối Cạn',
    'chùa đóng cửa, nhà thờ Tin Lành còn sáng đèn',
    'trước thánh thất Cao Đài',
    'cơ sở tôn giáo đã khóa cổng',
    'người hoa tay, người dao động',
    'giữ đạo đức, theo đạo đức nghề',
    'ngày hội đại đoàn kết toàn dân tộc',
    'trường dân tộc nội trú',
    'Từ Cổng Chợ đến Bến Xe',
    'di tuan tra tu Cong cho den Cau Da',
    'co Cong an xa den luc 1 gio',
    'loại C06, điểm 12, vòng 3 lúc 22h30',
    'hồ văn hóa thôn',
    'người dân báo có khói',
    'ông B. và bà C. cãi nhau',
    '',
  ])('is not found in "%s"', (text) => {
    expect(seen(text)).toEqual([]);
    expect(seen(text.normalize('NFD'))).toEqual([]);
  });

  it('is no name of the team’s own people and places', () => {
    expect(seen('anh Thành và Phạm Văn Thành trực ở Quán chị Lan, Cầu Anh Trỗi', OWN)).toEqual([]);
    expect(seen('chị Như đi với bác Thành', OWN)).toEqual([]);
    expect(seen('anh Tuấn đi với anh Thành', OWN)).toEqual(['name: anh Tuấn']);
  });

  it('is told all at once, in the order of the text', () => {
    expect(seen('Ông Ba, 0912345678, xe 49X123456, CCCD 079123456789, người Kinh')).toEqual([
      'name: Ông Ba',
      'telephone: 0912345678',
      'plate: 49X123456',
      'card: 079123456789',
      'label: người Kinh',
    ]);
  });

  it('is not found in the thirty nights of the demo, nor in their comments', () => {
    const known: Known = { people: [], places: [] };
    const wrong = ['nights', 'comments'].flatMap((name) =>
      textsIn(JSON.parse(readFileSync(`../../app/demo/data/${name}.json`, 'utf8')))
        .map((text) => [text, ...seen(text, known)])
        .filter((one) => one.length > 1),
    );
    expect(wrong).toEqual([]);
  });

  it('is not found in the ready phrases and names of the catalogue', () => {
    const catalogue = JSON.parse(readFileSync('../../app/catalogue/data/catalogue.json', 'utf8'));
    expect(textsIn(catalogue).filter((text) => seen(text).length > 0)).toEqual([]);
  });
});

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}

describe('a text without it', () => {
  it.each([
    ['Ông Nguyễn Văn Ba say rượu, tổ đưa ông Ba về', 'Một người say rượu, tổ đưa một người về'],
    ['Xe 49-X1 234.56 chạy nhanh', 'Xe (đã bỏ biển số) chạy nhanh'],
    ['CCCD 079123456789, gọi 0912 345 678.', 'CCCD (đã bỏ số), gọi (đã bỏ số).'],
    ['nhóm theo đạo Tin Lành tụ tập', 'nhóm tụ tập'],
    ['hai người Kinh cãi nhau', 'hai người cãi nhau'],
    ['Tổ đi đủ ba vòng', 'Tổ đi đủ ba vòng'],
  ])('of "%s" is "%s"', (before, after) => {
    expect(withoutPersonal(before, findPersonal(before))).toBe(after);
  });

  it('holds nothing more to warn of', () => {
    const text = 'Anh Hùng, 0912345678, xe 49X123456, số 079123456789, người Kinh, theo đạo Tin Lành';
    expect(findPersonal(withoutPersonal(text, findPersonal(text)))).toEqual([]);
  });
});
