import type { Role } from '../protocol/words.ts'

/** In English, in Korean and in Japanese, each in the order of that language. */
type Called = readonly [en: string, ko: string, ja: string]

/** Invented names, so that a roster reads as it will. */
export const DEMONSTRATION_NAMES: Readonly<Record<string, Readonly<Record<Role, Called>>>> = {
  kr: {
    principal: ['Han Seo-jin', '한서진', 'ハン・ソジン'],
    adviser: ['Yoon Ha-neul', '윤하늘', 'ユン・ハヌル'],
    watch: ['Kang Min-jae', '강민재', 'カン・ミンジェ'],
    interpreter: ['Seo Yu-na', '서유나', 'ソ・ユナ'],
    notetaker: ['Lim Do-hyun', '임도현', 'イム・ドヒョン'],
    listener: ['Baek Ji-ho', '백지호', 'ペク・チホ'],
    records: ['Oh Eun-bi', '오은비', 'オ・ウンビ'],
    admin: ['Nam Tae-yang', '남태양', 'ナム・テヤン'],
  },
  jp: {
    principal: ['Haruka Mizushima', '미즈시마 하루카', '水島 遥'],
    adviser: ['Kenji Arakawa', '아라카와 겐지', '荒川 健二'],
    watch: ['Naoki Fujisaki', '후지사키 나오키', '藤崎 直樹'],
    interpreter: ['Emi Kurosawa', '구로사와 에미', '黒沢 恵美'],
    notetaker: ['Daichi Morita', '모리타 다이치', '森田 大地'],
    listener: ['Yui Sakamoto', '사카모토 유이', '坂本 結衣'],
    records: ['Takumi Hoshino', '호시노 다쿠미', '星野 拓海'],
    admin: ['Rin Asakura', '아사쿠라 린', '朝倉 凛'],
  },
  us: {
    principal: ['Eleanor Whitfield', '엘리너 휘트필드', 'エレノア・ホイットフィールド'],
    adviser: ['Marcus Delgado', '마커스 델가도', 'マーカス・デルガド'],
    watch: ['Priya Raman', '프리야 라만', 'プリヤ・ラマン'],
    interpreter: ['Daniel Cho', '대니얼 조', 'ダニエル・チョ'],
    notetaker: ['Hannah Brooks', '해나 브룩스', 'ハンナ・ブルックス'],
    listener: ['Samuel Okafor', '새뮤얼 오카포', 'サミュエル・オカフォー'],
    records: ['Grace Lindqvist', '그레이스 린드크비스트', 'グレース・リンドクヴィスト'],
    admin: ['Thomas Avery', '토머스 에이버리', 'トーマス・エイブリー'],
  },
}
