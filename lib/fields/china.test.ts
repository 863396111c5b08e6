import { describe, expect, test } from 'vitest'
import { citiesOf, districtsOf, loadDivisions, provinceName, provinces, splitAddress } from './china'

const tree = await loadDivisions()

test('the tree has the 34 provinces, and every city a name', () => {
  expect(Object.keys(tree).sort()).toEqual([...provinces].sort())
  expect(citiesOf(tree, '浙江省')).toHaveLength(11)
  expect(districtsOf(tree, '浙江省', '杭州市')).toContain('西湖区')
  expect(districtsOf(tree, '北京市', '北京市')).toContain('朝阳区')
  expect(districtsOf(tree, '湖北省', '仙桃市')).toEqual([])
  expect(citiesOf(tree, '火星省')).toEqual([])
  expect(districtsOf(tree, '浙江省', 'constructor')).toEqual([])
})

test('short names of provinces', () => {
  expect(provinceName('浙江')).toBe('浙江省')
  expect(provinceName('内蒙古')).toBe('内蒙古自治区')
  expect(provinceName('新疆')).toBe('新疆维吾尔自治区')
  expect(provinceName('Bavaria')).toBe('Bavaria')
})

const same = [
  ['浙江省杭州市西湖区文三路 1 号', '浙江省', '杭州市', '西湖区', '文三路 1 号'],
  ['北京市朝阳区建国路 88 号', '北京市', '北京市', '朝阳区', '建国路 88 号'],
  ['北京市北京市朝阳区建国路 88 号', '北京市', '北京市', '朝阳区', '建国路 88 号'],
  ['上海市市辖区浦东新区世纪大道 100 号', '上海市', '上海市', '浦东新区', '世纪大道 100 号'],
  [
    '新疆维吾尔自治区伊犁哈萨克自治州伊宁市解放路',
    '新疆维吾尔自治区',
    '伊犁哈萨克自治州',
    '伊宁市',
    '解放路',
  ],
  ['湖北省仙桃市沙嘴街道', '湖北省', '仙桃市', undefined, '沙嘴街道'],
] as const

describe('splitAddress', () => {
  test.each(same)('%s, with and without the tree', (line, province, city, district, street) => {
    expect(splitAddress(line, tree)).toEqual({ province, city, ...(district && { district }), street })
    expect(splitAddress(line)).toEqual({ province, city, ...(district && { district }), street })
  })

  test('short names need the tree', () => {
    expect(splitAddress('浙江 杭州 西湖 文三路1号', tree)).toEqual({
      province: '浙江省',
      city: '杭州市',
      district: '西湖区',
      street: '文三路1号',
    })
  })

  test.each(['文三路 1 号', '', 'Main Street'])('%s names no province', (line) => {
    expect(splitAddress(line, tree)).toBeUndefined()
  })
})
